import { type Choices, defaultChoices } from './choices.ts';
import { interfaceTag, policyFacts } from './documents.ts';
import { type Core, emptyCore, type Resource } from './lifecycle.ts';
import type { NetworkMode } from './machines/resource.ts';

/** What is particular to one service-linked role; everything else is the same for all of them. */
export interface RoleRow {
  readonly principal: string;
  readonly name: string;
  readonly policyName: string;
  readonly suffixAllowed: boolean;
  /** The description of a role made without one; most have none. */
  readonly description: string | undefined;
}

/** The role of AgentCore. @source The page, AgentCore service-linked role permissions @category Catalogue */
export const agentCoreRole: RoleRow = {
  principal: 'network.bedrock-agentcore.amazonaws.com',
  name: 'AWSServiceRoleForBedrockAgentCoreNetwork',
  policyName: policyFacts.name,
  suffixAllowed: false,
  description: undefined,
};

/** Somebody who calls, with the rights that may be missing. */
export interface Caller {
  readonly arn: string;
  /** `iam:CreateServiceLinkedRole` on the role, with the condition on `iam:AWSServiceName`. */
  readonly mayCreate: boolean;
  /** `iam:UpdateRole`, `iam:TagRole` and the like on the role. */
  readonly mayEdit: boolean;
  /** `iam:DeleteServiceLinkedRole` and `iam:GetServiceLinkedRoleDeletionStatus` on the role. */
  readonly mayDelete: boolean;
}

/** Callers that differ in their rights. `fullAccess` is BedrockAgentCoreFullAccess. @category Catalogue */
export const callers = {
  administrator: rights('administrator', true, true, true),
  fullAccess: rights('full-access', true, false, false),
  reader: rights('reader', false, false, false),
} as const;

function rights(name: string, mayCreate: boolean, mayEdit: boolean, mayDelete: boolean): Caller {
  return { arn: `arn:aws:iam::123456789012:user/${name}`, mayCreate, mayEdit, mayDelete };
}

/** An ordinary role, as far as this model needs to know it. */
export interface OrdinaryRole {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly trust: unknown;
  readonly tags: Readonly<Record<string, string>>;
  /** ARNs of attached policies. */
  readonly attached: readonly string[];
  /** Names of inline policies. */
  readonly inline: readonly string[];
}

/** What is known of an AgentCore resource beside its lifecycle. */
export interface ResourceDetails {
  readonly name: string;
  /** The network mode that was asked for last. */
  readonly mode: NetworkMode;
  readonly version: number;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** A thing in a VPC that a customer made. */
export interface NetworkThing {
  readonly kind: 'vpc' | 'subnet' | 'security-group' | 'network-interface';
  readonly region: string;
  readonly vpc: string | undefined;
  readonly subnet: string | undefined;
  readonly securityGroups: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** A deletion task that is not the newest any more. */
export interface PastTask {
  readonly id: number;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly usage: Core['usage'];
}

/** Everything that stands beside the lifecycle and never decides the fate of the role. */
export interface Bystanders {
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether reads see the role that exists. */
  readonly visible: boolean;
  readonly pastTasks: readonly PastTask[];
  readonly roles: Readonly<Record<string, OrdinaryRole>>;
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Access Advisor jobs, by number: the ARN of whoever asked for each. */
  readonly jobs: readonly string[];
  readonly resources: Readonly<Record<string, ResourceDetails>>;
  /** Names of resources that are gone, as `placeOf` writes them. */
  readonly formerNames: readonly string[];
  /** What was asked with each client token, by Region and operation, and what it answered. */
  readonly tokens: Readonly<
    Record<string, { readonly asked: string; readonly output: Readonly<Record<string, unknown>> }>
  >;
  readonly network: Readonly<Record<string, NetworkThing>>;
  /** The service's interfaces that exist, by the network that they are in. */
  readonly interfaces: Readonly<
    Record<string, { readonly id: string; readonly tags: Readonly<Record<string, string>> }>
  >;
  /** How many names were made up: the next one has the next number. */
  readonly minted: number;
}

/** An AWS account as far as the role, and what holds it in place, is concerned. */
export interface Account {
  readonly id: string;
  readonly role: RoleRow;
  readonly choices: Choices;
  readonly core: Core;
  readonly beside: Bystanders;
}

/**
 * An account in which nothing was ever made.
 *
 * @param choices - The alternatives to take where they are not the defaults.
 * @category Semantics
 */
export function newAccount(choices: Partial<Choices> = {}, role: RoleRow = agentCoreRole): Account {
  return {
    id: '123456789012',
    role,
    choices: { ...defaultChoices, ...choices },
    core: emptyCore,
    beside: {
      description: undefined,
      tags: {},
      visible: true,
      pastTasks: [],
      roles: {},
      users: [],
      groups: [],
      jobs: [],
      resources: {},
      formerNames: [],
      tokens: {},
      network: {},
      interfaces: {},
      minted: 0,
    },
  };
}

/**
 * A name that the target picks: equal to nothing but itself until an answer shows what it is.
 *
 * @param kind - What is named, for readers.
 */
export const symbol = (kind: string, number: number): string => `{{${kind}:${number}}}`;

/** What a record has under a name that somebody gave. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** A name of a resource, which is taken for its kind and in its Region. */
export const placeOf = ({ kind, region }: Pick<Resource, 'kind' | 'region'>, name: string) =>
  `${kind} ${region} ${name}`;

/** The account with the lifecycle moved on: names for what is new, and nothing kept of what is gone. */
export function moved(account: Account, core: Core): Account {
  const { beside, core: before } = account;
  let { minted, interfaces, resources, formerNames } = beside;
  if (core.interfaces !== before.interfaces)
    interfaces = Object.fromEntries(
      Object.keys(core.interfaces).map((network) => {
        const known = beside.interfaces[network];
        if (known !== undefined) return [network, known];
        minted += 1;
        const tags = { [interfaceTag.Key]: interfaceTag.Value };
        return [network, { id: `eni-${symbol('Interface', minted)}`, tags }];
      }),
    );
  const present = new Set(core.resources.map(({ id }) => id));
  const gone = before.resources.filter(({ id }) => !present.has(id));
  if (gone.length > 0) {
    resources = Object.fromEntries(Object.entries(resources).filter(([id]) => present.has(id)));
    const names = gone.map((one) => placeOf(one, beside.resources[one.id]?.name ?? ''));
    formerNames = [...formerNames, ...names];
  }
  return {
    ...account,
    core,
    beside: { ...beside, minted, interfaces, resources, formerNames },
  };
}
