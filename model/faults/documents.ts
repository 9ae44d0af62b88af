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
