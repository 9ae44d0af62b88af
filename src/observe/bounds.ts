import type { DurationName } from '../server/durations.ts';

/** What happens unasked and may be given a latest time: a session need never begin. */
export type BoundName = Exclude<DurationName, 'session.begin'>;

/** The most seconds from its cause until something that is under way has happened; without one it never has to. */
export type Bounds = Readonly<Partial<Record<BoundName, number>>>;

const hour = 3600;

/**
 * The bounds that hold where no others are given.
 *
 * An interface is released within 8 hours, as documented. A new role is seen within 20 seconds: IAM says no more than
 * *eventually*, and a target that takes longer can be given more.
 *
 * @category Conformance
 */
export const defaultBounds: Bounds = {
  'iam.role.becomesVisible': 20,
  'interface.release': 8 * hour,
};

/** Never: the instant at which something without a bound is due. */
export const never = Number.POSITIVE_INFINITY;

/** The milliseconds within which one of some events has happened; `never` if none of them has a bound. */
export const withinMs = (bounds: Bounds, machine: string, types: readonly string[]): number =>
  Math.min(
    never,
    ...types.map((type) => (bounds[`${machine}.${type}` as BoundName] ?? never) * 1000),
  );

/** Whether anything that happens to a machine has a bound. */
export function hasBound(bounds: Bounds, machine: string): boolean {
  for (const name in bounds) if (name.startsWith(machine)) return true;
  return false;
}
