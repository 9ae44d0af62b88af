import type { Operation } from './operations/operation.ts';

/** What a member may be. */
export interface Constraint {
  readonly fits: (value: unknown) => boolean;
  readonly says: string;
}

/** Whether a value is one that the wire writes as a text. */
export const isText = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Whether a value is a structure of members. */
export const isStructure = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is JSON, nested no deeper than any call needs. */
export const isPlain = (value: unknown, levels = 64): boolean =>
  value === undefined ||
  value === null ||
  isText(value) ||
  (typeof value === 'object' &&
    levels > 0 &&
    Object.values(value).every((item) => isPlain(item, levels - 1)));

const text = (pattern: RegExp): Constraint => ({
  fits: (value) => isText(value) && pattern.test(String(value)),
  says: `Member must satisfy regular expression pattern: ${pattern.source}`,
});

const listOf = ({ fits, says }: Constraint, max = Number.POSITIVE_INFINITY): Constraint => ({
  fits: (value) => Array.isArray(value) && value.length <= max && value.every(fits),
  says: `Member must be a list${Number.isFinite(max) ? ` of at most ${max}` : ''}: ${says}`,
});

/** EC2 writes no empty lists: on the wire such a list is a member that is missing. */
const fullListOf = (constraint: Constraint): Constraint => {
  const list = listOf(constraint);
  return {
    fits: (value) => list.fits(value) && (value as readonly unknown[]).length > 0,
    says: `${list.says}, and one at least`,
  };
};

const structure = (members: Readonly<Record<string, Constraint>> = {}): Constraint => ({
  fits: (value) =>
    isStructure(value) &&
    Object.entries(members).every(([member, { fits }]) => fits(value[member])),
  says: `Member must be a structure of: ${Object.keys(members).join(', ')}`,
});

const either = (...some: readonly Constraint[]): Constraint => ({
  fits: (value) => some.some(({ fits }) => fits(value)),
  says: some.map(({ says }) => says).join(', or '),
});

const nothing: Constraint = {
  fits: (value) => value === undefined || value === null,
  says: 'Member must be null',
};

/** A text that is not empty: what a member has to be of which the table says nothing. */
export const someText = text(/^.+$/s);

const identityName = text(/^[\w+=,.@-]{1,64}$/);
const policyArn = text(/^.{20,2048}$/);
const document = either(text(/^.{1,131072}$/s), structure());
const tagKey = text(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u);
const tagValue = text(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
const anyText = text(/^/);
const texts = listOf(anyText);
const resourceName = text(/^[a-zA-Z][a-zA-Z0-9_]{0,47}$/);
const vpcConfig = either(
  nothing,
  structure({ subnets: either(nothing, texts), securityGroups: either(nothing, texts) }),
);

/** What members may be, by service; the rest is not constrained. */
export const constraints: Readonly<
  Record<Operation['service'], Readonly<Record<string, Constraint>>>
> = {
  iam: {
    AWSServiceName: text(/^[\w+=,.@-]{1,128}$/),
    RoleName: identityName,
    UserName: identityName,
    GroupName: text(/^[\w+=,.@-]{1,128}$/),
    CustomSuffix: identityName,
    Description: text(/^[\t\n\r -~\u00A1-\u00FF]{0,1000}$/),
    PathPrefix: text(/^\/[!-\x7F]{0,511}$/),
    Path: text(/^(?=.{1,512}$)(\/|\/[!-\x7E]+\/)$/),
    PolicyArn: policyArn,
    PermissionsBoundary: policyArn,
    Arn: policyArn,
    PolicyDocument: document,
    AssumeRolePolicyDocument: document,
    JobId: text(/^(.{36}|\{\{Job:\d+\}\})$/),
    DeletionTaskId: text(/^.{1,1000}$/),
    VersionId: text(/^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/),
    MaxSessionDuration: text(/^(3[6-9]\d\d|[4-9]\d{3}|[1-3]\d{4}|4[0-2]\d{3}|43[01]\d\d|43200)$/),
    ServiceNamespace: text(/^[\w-]{1,64}$/),
    Tags: listOf(structure({ Key: tagKey, Value: tagValue }), 50),
    TagKeys: listOf(tagKey, 50),
  },
  sts: {},
  ec2: {
    Groups: texts,
    Resources: fullListOf(anyText),
    VpcIds: texts,
    SubnetIds: texts,
    GroupIds: texts,
    NetworkInterfaceIds: texts,
    Tags: fullListOf(structure({ Key: someText, Value: either(nothing, anyText) })),
  },
  agentcore: {
    agentRuntimeName: resourceName,
    name: resourceName,
    agentRuntimeArtifact: structure(),
    networkConfiguration: structure({ networkModeConfig: vpcConfig, vpcConfig }),
    roleArn: text(/^arn:aws(-[^:]+)?:iam::([0-9]{12})?:role\/.+$/),
    clientToken: text(/^(?=.{33,256}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*$/),
  },
};
