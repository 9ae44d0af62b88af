import { callers } from '../../model/index.ts';
import { awsCommand } from '../report/awsCli.ts';
import type { Target } from './target.ts';

/**
 * A target that prints what it is asked, as commands of the AWS CLI, before it asks another one: `--dry-run` puts it
 * before the model in process, so that a run goes its way and reaches nobody.
 *
 * @param print - Takes a line.
 * @category Target
 */
export const printing = (target: Target, print: (line: string) => void): Target => ({
  ...target,
  name: `${target.name}, printed`,
  ask: (call) => {
    const { operation, region, input, caller } = call;
    print(
      `${awsCommand({ operation, region, input, caller: callers.administrator }).line}${
        caller === 'limited' ? ' # as the limited caller' : ''
      }`,
    );
    return target.ask(call);
  },
});
