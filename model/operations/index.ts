import { agentCoreOperations } from './agentcore.ts';
import { identityOperations } from './identity.ts';
import { networkOperations } from './network.ts';
import type { Operation } from './operation.ts';
import { roleOperations } from './role.ts';

const table = {
  ...roleOperations,
  ...identityOperations,
  ...agentCoreOperations,
  ...networkOperations,
} satisfies Record<string, Operation>;

/** The name of an operation, as AWS spells it. */
export type OperationName = keyof typeof table;

/** Every operation that the model answers. @source Service models of IAM, EC2 and AgentCore; each refusal names its requirement @category Rules */
export const operations: Readonly<Record<OperationName, Operation>> = table;
