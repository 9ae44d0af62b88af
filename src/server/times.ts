import type { Account, Call, Resource } from '../../model/index.ts';

/** When a thing was made and last changed, in milliseconds since 1970, and what was asked of it. */
export interface Time {
  readonly made: number;
  readonly changed: number;
  readonly asked: Readonly<Record<string, unknown>>;
}

/** What the model does not judge and a server must say: by `timeKey`. */
export type Times = Map<string, Time>;

/** How the things are called that have a time. */
export const timeKey = {
  role: () => 'role',
  ordinaryRole: (name: string) => `ordinary role ${name}`,
  resource: (id: string) => `resource ${id}`,
  job: (number: string | number) => `job ${number}`,
};

/** What is repeated of what was asked. */
const echoed = ['description', 'roleArn', 'lifecycleConfiguration'];

/** Which resources are not as they were, and which were not as they are: each change concerns few. */
export function changedResources(
  before: readonly Resource[],
  after: readonly Resource[],
): { readonly was: readonly Resource[]; readonly is: readonly Resource[] } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return {
    was: before.slice(start, before.length - end),
    is: after.slice(start, after.length - end),
  };
}

/** Notes when things were made, changed and removed. */
export function note(times: Times, before: Account, after: Account, at: number, call?: Call): void {
  const made = (key: string, asked: Time['asked'] = {}) =>
    times.set(key, { made: times.get(key)?.made ?? at, changed: at, asked });
  if (after.core.rolesMade !== before.core.rolesMade) {
    times.delete(timeKey.role());
    made(timeKey.role());
  }
  const { was, is } = changedResources(before.core.resources, after.core.resources);
  for (const { id } of is) {
    const known = times.get(timeKey.resource(id))?.asked ?? {};
    const asked = echoed
      .filter((member) => call !== undefined && Object.hasOwn(call.input, member))
      .map((member) => [member, call?.input[member]]);
    made(timeKey.resource(id), { ...known, ...Object.fromEntries(asked) });
  }
  for (const { id } of was)
    if (is.every((other) => other.id !== id)) times.delete(timeKey.resource(id));
  noteOrdinary(times, before, after, at);
}

function noteOrdinary(times: Times, before: Account, after: Account, at: number): void {
  const [{ beside: was }, { beside: is }] = [before, after];
  if (was.jobs.length !== is.jobs.length)
    times.set(timeKey.job(is.jobs.length), { made: at, changed: at, asked: {} });
  if (was.roles === is.roles) return;
  for (const name of Object.keys(was.roles))
    if (!Object.hasOwn(is.roles, name)) times.delete(timeKey.ordinaryRole(name));
  for (const name of Object.keys(is.roles))
    if (!Object.hasOwn(was.roles, name))
      times.set(timeKey.ordinaryRole(name), { made: at, changed: at, asked: {} });
}
