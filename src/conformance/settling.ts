import type { ChoiceName } from '../../model/index.ts';
import type { Case } from './cases.ts';

/** A case after which it is known which alternative of a choice the target takes, for each choice that has one. */
export const settling: Readonly<Partial<Record<ChoiceName, string>>> = {
  'usage-check': 'rule/resource-uses-role',
  'lingering-interface': 'rule/interface-lingers',
  'old-versions': 'rule/mode-change-from-vpc',
  'attach-check': 'deletable/AttachRolePolicy/UnmodifiableEntity',
  'role-creation-refusal': 'absent/CreateAgentRuntime/ServiceLinkedRoleCreationDenied',
  'role-name-case': 'auto-created/DeleteServiceLinkedRole/NoSuchEntity',
  'session-duration-edit': 'auto-created/UpdateRole/UnmodifiableEntity',
  'client-token-mismatch': 'auto-created/UpdateAgentRuntime/ok',
};

const ids: ReadonlySet<string> = new Set(Object.values(settling));

const placeOf = ({ id }: Case): number => (ids.has(id) ? 0 : id.startsWith('rule/') ? 1 : 2);

/**
 * Cases in the order in which they are performed: the less is open, the less there is to work out for the others; and
 * what is wrong in many is met first by one that is about it.
 */
export const settlingFirst = (cases: readonly Case[]): readonly Case[] =>
  cases.toSorted((one, other) => placeOf(one) - placeOf(other));
