import type { Invariant } from './property.ts';
import { lingering, uses } from './seen.ts';

/** What becomes of network interfaces when the role goes. */
export const interfaceOutlivesRoleOnlyLingering: Invariant = {
  name: 'interface-outlives-role-only-lingering',
  sentence:
    'An interface outlives the role only if it lingers and lingering does not hold the role; it then stays until the role exists again. A READY resource in a VPC has its interfaces.',
  rules: [
    'interface-removal-needs-role',
    'interface-lingers',
    'interface-shared',
    'interface-attached',
    'interface-released',
    'interface-taken-over',
  ],
  holds: ({ before, after, choices }) => {
    const orphansLinger =
      after.roleId !== undefined ||
      after.interfaces.length === 0 ||
      (choices['lingering-interface'] === 'free' &&
        lingering(after, choices).length === after.interfaces.length);
    const orphansStay =
      before.roleId !== undefined ||
      after.roleId !== undefined ||
      before.interfaces.every((network) => after.interfaces.includes(network));
    const readyHaveTheirs = after.resources.every(
      (resource) =>
        resource.status !== 'READY' ||
        resource.mode !== 'VPC' ||
        !uses(resource, choices) ||
        resource.networks.every((network) => after.interfaces.includes(network)),
    );
    return orphansLinger && orphansStay && readyHaveTheirs;
  },
};
