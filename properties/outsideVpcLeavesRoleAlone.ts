import type { Invariant } from './property.ts';
import { uses } from './seen.ts';

/** PUBLIC and SANDBOX have nothing to do with the role. */
export const outsideVpcLeavesRoleAlone: Invariant = {
  name: 'outside-vpc-leaves-role-alone',
  sentence: 'Resources outside a VPC neither create nor hold the role.',
  rules: ['public-leaves-role-alone', 'mode-change-from-vpc', 'mode-change-to-vpc'],
  holds: ({ before, after, event, choices }) => {
    if (event.machine !== 'resource') return true;
    const id = event.type === 'create' ? event.resource.id : event.id;
    const inVpc = [...before.resources, ...after.resources].some(
      (resource) => resource.id === id && uses(resource, choices),
    );
    return inVpc || (before.roleId === after.roleId && before.status === after.status);
  },
};
