import type { Unasked } from '../../model/index.ts';

/** How long something takes that happens unasked: between two bounds, in seconds, and how likely it happens at all. */
export interface Duration {
  readonly from: number;
  readonly to: number;
  /** From 0, never, to 1, always. */
  readonly chance: number;
}

/** The name of a duration: the machine and what happens to it. */
export type DurationName =
  | 'role.task.starts'
  | 'role.task.ends'
  | 'iam.role.becomesVisible'
  | 'session.begin'
  | 'session.end'
  | 'interface.attach'
  | 'interface.release'
  | 'resource.succeed'
  | 'resource.fail'
  | 'resource.forget';

const always = 1;
const never = 0;
const minute = 60;
const hour = 60 * minute;

const table: Readonly<
  Record<DurationName, Duration & { readonly adversarial: number; readonly reason: string }>
> = {
  'role.task.starts': {
    from: 1,
    to: 3,
    chance: always,
    adversarial: always,
    reason: 'Not documented. Tools first ask after 10 seconds.',
  },
  'role.task.ends': {
    from: 3,
    to: 30,
    chance: always,
    adversarial: always,
    reason: 'Not documented. Tools wait for five minutes at most.',
  },
  'iam.role.becomesVisible': {
    from: 2,
    to: 10,
    chance: always,
    adversarial: always,
    reason: 'IAM is eventually consistent; tools wait 10 to 180 seconds for a new role.',
  },
  'session.begin': {
    from: 0,
    to: hour,
    chance: never,
    adversarial: 0.1,
    reason: 'When the service takes up the role is not documented, and nothing shows it.',
  },
  'session.end': {
    from: 15 * minute,
    to: hour,
    chance: always,
    adversarial: always,
    reason: 'The maximum session duration of the role is one hour.',
  },
  'interface.attach': {
    from: 20,
    to: 40,
    chance: always,
    adversarial: always,
    reason: 'Seen 27 seconds after the runtime was created.',
  },
  'interface.release': {
    from: 20 * minute,
    to: 8 * hour,
    chance: always,
    adversarial: always,
    reason: 'Up to 8 hours, as documented; 20 minutes and more were seen.',
  },
  'resource.succeed': {
    from: 20,
    to: 60,
    chance: always,
    adversarial: always,
    reason: 'Not documented. The interface was seen after 27 seconds.',
  },
  'resource.fail': {
    from: 20,
    to: 60,
    chance: never,
    adversarial: 0.1,
    reason: 'A change fails for reasons outside this model, such as an unsupported zone.',
  },
  'resource.forget': {
    from: minute,
    to: 5 * minute,
    chance: always,
    adversarial: always,
    reason: 'How long a resource that is DELETED can still be read is not documented.',
  },
};

/** The names of all durations. */
export const durationNames = Object.keys(table) as readonly DurationName[];

/** All durations, and why each is what it is. @category Server */
export const durations: Readonly<Record<DurationName, Duration & { readonly reason: string }>> =
  table;

/** How long everything takes. */
export type Durations = Readonly<Record<DurationName, Duration>>;

/**
 * The durations of a server.
 *
 * @param adversarial - Whether all that may happen does, at any time up to the bound.
 */
export const durationsOf = (adversarial: boolean): Durations =>
  Object.fromEntries(
    durationNames.map((name) => {
      const { from, to, chance, adversarial: likely } = table[name];
      return [name, adversarial ? { from: 0, to, chance: likely } : { from, to, chance }];
    }),
  ) as Record<DurationName, Duration>;

/** The duration of what happens unasked. */
export const durationOf = (all: Durations, { machine, type }: Unasked): Duration =>
  all[`${machine}.${type}` as DurationName];
