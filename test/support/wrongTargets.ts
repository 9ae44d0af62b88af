import { agentCoreRole, type Seen } from '../../model/index.ts';
import {
  type Implementation,
  type ModelOptions,
  modelImplementation,
} from '../../src/target/inProcess.ts';
import type { TargetCall } from '../../src/target/target.ts';
import { roleName } from './targets.ts';

/** The texts of a value, exchanged one by one. */
function withTexts<T>(
  value: T,
  exchange: (text: string, member: string) => unknown,
  member = '',
): T {
  if (value instanceof Date) return exchange(value.toISOString(), member) as T;
  if (typeof value === 'string') return exchange(value, member) as T;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, exchange, member)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withTexts(item, exchange, name)]),
  ) as T;
}

/** How an implementation differs from the model: in what it is asked, or in what it answers. */
interface Wrong {
  readonly asked?: (call: TargetCall) => TargetCall;
  readonly answered?: (seen: Seen, call: TargetCall) => Seen;
}

const withOutput = (seen: Seen, exchange: (text: string, member: string) => unknown): Seen =>
  seen.ok === true ? { ok: true, output: withTexts(seen.output, exchange) } : seen;

/** The role by another name: there is none of its own. */
const suffixed: Wrong = {
  asked: (call) => ({
    ...call,
    input: withTexts(call.input, (text) =>
      text.replace(new RegExp(`${roleName}(_theirs)?(?![-\\w])`, 'g'), (_, suffix?: string) =>
        suffix === undefined ? 'nobody' : roleName,
      ),
    ),
  }),
  answered: (seen) =>
    withOutput(seen, (text) =>
      text.startsWith('task/') ? text : text.replaceAll(roleName, `${roleName}_theirs`),
    ),
};

const taskPattern = /^task\/.*\//;
const tasks = `task/aws-service-role/network.bedrock-agentcore.amazonaws.com/${roleName}/`;

const taskIds: Wrong = {
  asked: (call) => ({
    ...call,
    input: withTexts(call.input, (text, member) =>
      member === 'DeletionTaskId' && /^deletion-/.test(text)
        ? text.replace('deletion-', tasks)
        : text,
    ),
  }),
  answered: (seen) =>
    withOutput(seen, (text, member) =>
      member === 'DeletionTaskId' ? text.replace(taskPattern, 'deletion-') : text,
    ),
};

const epochs: Wrong = {
  answered: (seen) =>
    withOutput(seen, (text, member) =>
      /(Date|At)$/.test(member) && /^\d{4}-/.test(text) ? Date.parse(text) / 1000 : text,
    ),
};

/** The role's, not the policy's. */
const ownPath = `/aws-service-role/${agentCoreRole.principal}/`;
const otherPath: Wrong = {
  answered: (seen) =>
    withOutput(seen, (text, member) =>
      member === 'Path' && text === ownPath ? '/service-role/' : text,
    ),
};

const otherCode: Wrong = {
  answered: (seen) =>
    seen.ok === false && seen.code === 'NoSuchEntity'
      ? { ...seen, code: 'NoSuchEntityException' }
      : seen,
};

const failing: Wrong = {
  answered: (seen, { operation }) =>
    operation === 'CreateBrowser' ? { ok: false, code: 'InternalFailure', status: 500 } : seen,
};

/** Ways in which a target may get one thing wrong, everywhere. */
export const wrongs = {
  'another name of the role': suffixed,
  'another form of task ids': taskIds,
  'dates as epoch numbers': epochs,
  'another path of the role': otherPath,
  'another code of a refusal': otherCode,
  'one operation that always fails': failing,
} satisfies Readonly<Record<string, Wrong>>;

/** The model with one thing wrong. */
export function wrongImplementation(
  name: keyof typeof wrongs,
  options: ModelOptions = {},
): Implementation {
  const { asked = (call) => call, answered = (seen) => seen }: Wrong = wrongs[name];
  const model = modelImplementation(options);
  return {
    ...model,
    answer: async (call) => {
      const seen = await model.answer(asked(call));
      return 'unsupported' in seen ? seen : answered(seen, call);
    },
  };
}
