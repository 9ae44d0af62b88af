import type { Scope } from './scope.ts';

/** How many resources there may be at the same time, and in how many Regions. */
export type Size = Pick<Scope, 'resources' | 'regions'>;

/** States of one resource in one Region, the slot without one not counted. Measured, as is all that follows. */
const resourceStates = 49;
/** Accounts for each arrangement of resources in one Region: the role, its task and its sessions, and the interfaces. */
const accountsPerArrangement = 70;
/** Each further Region has interfaces of its own. */
const perRegion = 2;
const bytesPerAccount = 270;
/** What the tables of one Region take, and how they grow with each further one. */
const tableBytes = 9 * 2 ** 20;
const tablesPerRegion = 3;

/** How many bytes exploring a scope takes, roughly and rather too many. @category Exploration */
export function estimate({ resources, regions }: Size): number {
  const states = resourceStates * regions + 1;
  let arrangements = 1;
  for (let n = 0; n < resources; n++) arrangements *= (states + n) / (n + 1);
  const accounts = arrangements * accountsPerArrangement * perRegion ** (regions - 1);
  return accounts * bytesPerAccount + tableBytes * tablesPerRegion ** (regions - 1);
}
