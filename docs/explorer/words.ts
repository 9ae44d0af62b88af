import {
  type Account,
  type Core,
  type OperationName,
  operations,
  type Requirement,
  type RequirementId,
  requirements,
  type Unasked,
} from '../../model/index.ts';
import { modeOf, shortName } from '../../src/walk/offers.ts';
import type { WalkStep } from '../../src/walk/steps.ts';

/** Text of the model for readers: names that the service picks are cut short. */
export const readable = (text: string): string =>
  text
    .replaceAll(/(\w+)-\{\{Resource:\d+\}\}/g, '$1')
    .replaceAll(/(eni|vpc|subnet|sg)-\{\{\w+:(\d+)\}\}/g, '$1-$2')
    .replaceAll(/\{\{unjudged\}\}/g, '…')
    .replaceAll(/\{\{(\w+):(\d+)\}\}/g, '$1 $2');

/** A name of the service as words: `CreateCodeInterpreter` is "Create code interpreter". */
export const spaced = (name: string): string =>
  name.replaceAll(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );

/** What happens unasked, in a few words. */
export const unaskedWords: Readonly<Record<Unasked['type'], string>> = {
  'task.starts': 'The deletion task starts',
  'task.ends': 'The deletion task ends',
  begin: 'A session begins',
  end: 'The session ends',
  attach: 'An interface is attached',
  release: 'The lingering interface is removed',
  succeed: 'succeeds',
  fail: 'fails',
  forget: 'is forgotten',
  'role.becomesVisible': 'The new role becomes visible',
} as Readonly<Record<string, string>>;

/** The step's own line. */
export function titleOf(step: WalkStep): string {
  if ('unasked' in step) {
    const { unasked } = step;
    const words = unaskedWords[unasked.type];
    return 'id' in unasked ? `${shortName(unasked.id)}: what is under way ${words}` : words;
  }
  const { operation, input } = step.call;
  const named = ['agentRuntimeId', 'codeInterpreterId', 'browserId', 'agentRuntimeName', 'name'];
  const subject = named.flatMap((member) =>
    member in input ? shortName(String(input[member])) : [],
  );
  return [operation, ...subject, modeOf(step.call)].filter((part) => part !== undefined).join(' ');
}

/** Where and by whom a call is made; nothing of what happens unasked. */
export function circumstanceOf(step: WalkStep): string {
  if ('unasked' in step) return '';
  const { operation, region, caller } = step.call;
  const { service } = operations[operation as OperationName];
  const who = caller.arn.split('/').at(-1) ?? caller.arn;
  const where = service === 'agentcore' || service === 'ec2' ? [region] : [];
  return [...where, ...(who === 'administrator' ? [] : [`by ${who}`])].join(', ');
}

/** A rule by its id; that of a wrong model is none of ours. */
export const ruleOf = (id: string): Requirement | undefined =>
  Object.hasOwn(requirements, id) ? requirements[id as RequirementId] : undefined;

/** The newest deletion task of an account, in words. */
export const taskWords = ({ role: { deletion }, tasksOpened }: Core): string =>
  tasksOpened === 0 ? 'none yet' : deletion;

/** Interfaces by Region and subnet, for readers. */
export const interfacesOf = ({ core, beside }: Account) =>
  Object.entries(core.interfaces).map(([network, state]) => ({
    id: readable(beside.interfaces[network]?.id ?? network),
    region: network.split('/')[0] ?? '',
    state,
  }));
