/** States of one resource in one Region, the slot without one not counted. Measured; a test compares. */
const resourceStates = 51;
/** Accounts for each arrangement of resources: the role, its task and its sessions, and the interfaces. Measured. */
const accountsPerArrangement = 60;
const bytesPerAccount = 150;

/** How many bytes exploring a scope takes, roughly and rather too many. */
export function estimate({ resources, regions }: { resources: number; regions: number }): number {
  const states = resourceStates * regions + 1;
  let arrangements = 1;
  for (let n = 0; n < resources; n++) arrangements *= (states + n) / (n + 1);
  return arrangements * accountsPerArrangement * regions * bytesPerAccount;
}
