import { type PolicyDocument, permissionsPolicy, trustPolicy } from '../documents.ts';
import type { Model } from '../model.ts';

/** A wrong document. */
export interface DocumentFault {
  readonly sentence: string;
  readonly documents: Partial<Model['documents']>;
}

/** The permissions policy with one statement changed. */
const changedStatement = (sid: string, change: object): PolicyDocument => ({
  ...permissionsPolicy,
  Statement: permissionsPolicy.Statement.map((statement) =>
    statement.Sid === sid ? { ...statement, ...change } : statement,
  ),
});

const noCondition = { Condition: {} };
const hasTag = { 'aws:ResourceTag/AmazonBedrockAgentCoreManaged': 'true' };

/** Wrong models whose lifecycle is right and whose documents are not. */
export const documentFaults = {
  'any-interface-managed': {
    sentence: 'The policy changes interfaces that do not carry the tag.',
    documents: { permissions: changedStatement('AllowManageEniWhenBedrockManaged', noCondition) },
  },
  'untagged-create': {
    sentence: 'The policy creates interfaces without the tag.',
    documents: {
      permissions: changedStatement('AllowCreateEniWithBedrockManagedRequestTag', noCondition),
    },
  },
  'vacuous-tag-keys': {
    sentence: 'The policy limits the tag keys of a new interface and does not ask for the tag.',
    documents: {
      permissions: changedStatement('AllowCreateEniWithBedrockManagedRequestTag', {
        Condition: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['AmazonBedrockAgentCoreManaged'] },
        },
      }),
    },
  },
  'tag-adopts': {
    sentence: 'The policy tags interfaces that exist already, and so adopts them.',
    documents: { permissions: changedStatement('AllowTagEniOnCreate', noCondition) },
  },
  'deletes-anywhere': {
    sentence:
      'One statement more lets the policy delete anything in EC2 that looks like an interface.',
    documents: {
      permissions: {
        ...permissionsPolicy,
        Statement: [
          ...permissionsPolicy.Statement,
          {
            Effect: 'Allow',
            Action: 'ec2:DeleteNetworkInterface',
            Resource: 'arn:aws:ec2:*:*:*',
          },
        ],
      },
    },
  },
  'tag-not-equals': {
    sentence: 'The policy changes the interfaces that do not carry the tag, and no others.',
    documents: {
      permissions: changedStatement('AllowManageEniWhenBedrockManaged', {
        Condition: { StringNotEquals: hasTag },
      }),
    },
  },
  'tag-if-any': {
    sentence: 'The policy changes interfaces whose tag has the value, or that have none.',
    documents: {
      permissions: changedStatement('AllowManageEniWhenBedrockManaged', {
        Condition: { StringEqualsIfExists: hasTag },
      }),
    },
  },
  'tag-of-any-value': {
    sentence: 'The policy changes interfaces that carry the tag with any value.',
    documents: {
      permissions: changedStatement('AllowManageEniWhenBedrockManaged', {
        Condition: { StringLike: { 'aws:ResourceTag/AmazonBedrockAgentCoreManaged': '*' } },
      }),
    },
  },
  'tag-at-any-creation': {
    sentence: 'The policy puts the tag on at the creation of something else.',
    documents: {
      permissions: changedStatement('AllowTagEniOnCreate', {
        Condition: {
          StringEquals: { 'ec2:CreateAction': ['CreateNetworkInterface', 'RunInstances'] },
        },
      }),
    },
  },
  'trusts-another-service': {
    sentence: 'Another service may assume the role.',
    documents: { trust: () => trustPolicy('bedrock-agentcore.amazonaws.com') },
  },
  'trusts-anybody': {
    sentence: 'Any AWS principal may assume the role.',
    documents: {
      trust: (principal) => ({
        ...trustPolicy(principal),
        Statement: trustPolicy(principal).Statement.map((statement) => ({
          ...statement,
          Principal: { Service: principal, AWS: '*' },
        })),
      }),
    },
  },
} as const satisfies Readonly<Record<string, DocumentFault>>;
