import { onTestFinished } from 'vitest';
import { type HarnessOptions, harness } from '../../src/target/harness.ts';
import type { Reply, Target } from '../../src/target/target.ts';

/** Reads a line, and keeps the number that its answer needs. */
export const read = `read -r line; id=$(expr "$line" : '{"id":\\([0-9]*\\)')`;
/** Answers, in JSON: single quotes stand for double ones. */
export const says = (text: string): string =>
  `${read}; echo "{\\"id\\":$id,${text.replaceAll("'", '\\"')}}"`;
/** Answers start: it has GetRole. */
export const starts = says(
  "'version':1,'name':'n','features':{'operations':['GetRole'],'advance':true}",
);
/** Answers nothing, until there is nothing more to read. */
export const untilItsEnd = 'cat >/dev/null';
/** Answers with a role. */
export const role = says("'output':{'Role':{}}");

/** A harness that is a program for the shell, until the test is over. */
export async function shellHarness(
  script: readonly string[],
  options: HarnessOptions = {},
): Promise<Target> {
  const target = await harness(script.join('\n'), { callMs: 5000, ...options });
  onTestFinished(() => target.close().catch(() => undefined));
  return target;
}

/** Asks for a role, whichever. */
export const getRole = (target: Target): Promise<Reply> =>
  target.ask({ operation: 'GetRole', region: 'us-east-1', input: {}, caller: 'main' });
