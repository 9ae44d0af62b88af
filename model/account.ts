import { type Choices, defaultChoices } from './choices.ts';
import { interfaceTag, policyFacts } from './documents.ts';
import { type Core, emptyCore, type Resource } from './lifecycle.ts';
import { findById, replaced } from './lists.ts';
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

/** The role of AgentCore. @source The page, AgentCore service-linked role permissions @category Rules */
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

/** Callers that differ in their rights. `fullAccess` is BedrockAgentCoreFullAccess. @source AWS managed policy reference, BedrockAgentCoreFullAccess @category Rules */
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
export interface ResourceDetails extends Pick<Resource, 'id' | 'kind' | 'region'> {
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

/** A call with a client token, and what it answered. */
export interface TokenUse {
  /** The Region, the operation and the token. */
  readonly key: string;
  readonly asked: string;
  readonly output: Readonly<Record<string, unknown>>;
}

/** An Access Advisor job, with the ARN of whoever asked for it. */
export interface Job {
  readonly id: number;
  readonly caller: string;
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
  /** ARNs of attached policies, by the name of the user. */
  readonly users: Readonly<Record<string, readonly string[]>>;
  /** The same of groups. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** In the order of their numbers. */
  readonly jobs: readonly Job[];
  readonly resources: readonly ResourceDetails[];
  /** Names of resources that are gone, as `placeOf` writes them. */
  readonly formerNames: readonly string[];
  readonly tokens: readonly TokenUse[];
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
      users: {},
      groups: {},
      jobs: [],
      resources: [],
      formerNames: [],
      tokens: [],
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
export const placeOf = ({
  kind,
  region,
  name,
}: Pick<ResourceDetails, 'kind' | 'region' | 'name'>) => `${kind} ${region} ${name}`;

/** The account with the lifecycle moved on: names for what is new, and nothing kept of what is gone. */
export function moved(account: Account, core: Core): Account {
  const named =
    core.interfaces === account.core.interfaces ? account : nameInterfaces(account, core);
  const gone = goneFrom(account.core.resources, core.resources);
  if (gone === undefined) return { ...named, core };
  const { resources, formerNames } = account.beside;
  const details = findById(resources, gone.id);
  return {
    ...named,
    core,
    beside: {
      ...named.beside,
      resources: details === undefined ? resources : replaced(resources, details, undefined),
      formerNames: [...formerNames, placeOf(details ?? { ...gone, name: '' })],
    },
  };
}

/** Which resource is not there any more: each step adds, changes or removes one at most. */
const goneFrom = (before: Core['resources'], after: Core['resources']): Resource | undefined =>
  after.length < before.length ? before.find((one, place) => one !== after[place]) : undefined;

function nameInterfaces(account: Account, core: Core): Account {
  const { beside } = account;
  let { minted } = beside;
  const interfaces = Object.fromEntries(
    Object.keys(core.interfaces).map((network) => {
      const known = beside.interfaces[network];
      if (known !== undefined) return [network, known];
      minted += 1;
      const tags = { [interfaceTag.Key]: interfaceTag.Value };
      return [network, { id: `eni-${symbol('Interface', minted)}`, tags }];
    }),
  );
  return { ...account, beside: { ...beside, minted, interfaces } };
}
