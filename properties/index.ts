import { failedTaskChangesNothing } from './failedTaskChangesNothing.ts';
import { interfaceOutlivesRoleOnlyLingering } from './interfaceOutlivesRoleOnlyLingering.ts';
import { oneRoleOneTask } from './oneRoleOneTask.ts';
import { outsideVpcLeavesRoleAlone } from './outsideVpcLeavesRoleAlone.ts';
import type { Invariant } from './property.ts';
import { rightsAreNeeded } from './rightsAreNeeded.ts';
import { roleOutlivesItsSessions } from './roleOutlivesItsSessions.ts';
import { roleOutlivesItsUse } from './roleOutlivesItsUse.ts';
import { statesAgreeWithFacts } from './statesAgreeWithFacts.ts';
import { tasksRunTheirCourse } from './tasksRunTheirCourse.ts';

export type { Invariant } from './property.ts';
export {
  asBystander,
  asElsewhere,
  asSubject,
  isHeld,
  isOpen,
  isUsed,
  type Seen,
  type SeenResource,
  type Step,
  see,
  uses,
} from './seen.ts';

/** What must hold in every step of the lifecycle, the most important first. @category Properties */
export const invariants: readonly Invariant[] = [
  roleOutlivesItsUse,
  roleOutlivesItsSessions,
  interfaceOutlivesRoleOnlyLingering,
  statesAgreeWithFacts,
  oneRoleOneTask,
  tasksRunTheirCourse,
  failedTaskChangesNothing,
  outsideVpcLeavesRoleAlone,
  rightsAreNeeded,
];
