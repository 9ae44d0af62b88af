import { wordsOfColumns } from './accountSet.ts';
import { accountNumbers } from './layout.ts';
import type { Scope } from './scope.ts';

/** How many resources there may be at the same time, and in how many Regions. */
export type Size = Pick<Scope, 'resources' | 'regions'>;

/** The states of the role, of an interface and of a resource. Measured, as is all that follows. */
const dimensions = { roles: 38, interfaces: 3, codes: 49 };
/** The share of an account's possible numbers that are met, rather too many. */
const share = 0.5;
/** The accounts reached, and those listed, are sets. */
const bytesInSets = (2 * 4 * wordsOfColumns) / dimensions.roles;
/** A met account is listed once, and liveness is decided on the arrows between few resources. */
const bytesListed = 4;
const bytesOfArrows = 130;
const liveResourcesMax = 2;
/** The tables, and how they grow with each Region. */
const tableBytes = 80 * 2 ** 20;
const tablesPerRegion = 1.25;

/** How many bytes exploring a scope takes, roughly and rather too many. @category Exploration */
export function estimate({ resources, regions }: Size): number {
  const numbers = accountNumbers({ ...dimensions, resources, regions });
  const arrows = resources <= liveResourcesMax ? bytesOfArrows : 0;
  const tables = tableBytes * tablesPerRegion ** (regions - 1);
  return numbers * (bytesInSets + share * (bytesListed + arrows)) + tables;
}
