import type { RequirementId } from './requirements.ts';

/** A passage of a document that requirements were made from; its text is AWS's and stays there. */
export interface KnownPassage {
  /** The first twelve digits of the SHA-256 of its text. */
  readonly digest: string;
  /** What it states; nothing where it states no rule. */
  readonly rules: readonly RequirementId[];
  /** Why it states no rule. */
  readonly reason?: string;
}

const states = (digest: string, ...rules: readonly RequirementId[]): KnownPassage => ({
  digest,
  rules,
});
const noRule = (digest: string, reason: string): KnownPassage => ({ digest, rules: [], reason });

/** Every sentence of the service-linked roles page, in order. @source The page itself, sentence by sentence @category Rules */
export const knownPage: readonly KnownPassage[] = [
  noRule('a73e45cfe311', 'heading'),
  noRule('3748c71e8e24', 'notice of the preview'),
  noRule('3290d4335feb', 'heading'),
  noRule('50bbc99754e9', 'introduces'),
  noRule('40f0a92d1263', 'says what a service-linked role is'),
  states('cf0d2ccf7e15', 'permissions-policy', 'role-protected'),
  noRule('39c156220758', 'says why it is easy'),
  states('73c16794b29f', 'assume-refused', 'trust-policy', 'session-needs-role'),
  states('f612a3272146', 'policy-not-attachable', 'trust-policy', 'permissions-policy'),
  states('4b9138a431b4', 'last-release-frees-role', 'task-fails-while-used'),
  noRule('2c23b0fa3047', 'says why'),
  noRule('d46567c300ee', 'heading'),
  states('2809738c01d2', 'role-read', 'interface-attached', 'interface-tag'),
  states('20c8bc199e49', 'trust-policy'),
  states('d7442359ba67', 'trust-policy'),
  states('193dd8c025a5', 'permissions-policy'),
  noRule('303ab5318ea0', 'refers to another page'),
  noRule('bfb3eaf05ccd', 'refers to another page'),
  noRule('fc1e20dde150', 'heading'),
  states('1022767cd149', 'role-made-by-vpc-create', 'role-made-by-hand'),
  states(
    'db16ae6e7548',
    'role-made-by-vpc-create',
    'public-leaves-role-alone',
    'resource-uses-role',
  ),
  states('02280ea1e547', 'role-remade-by-vpc-create'),
  states('7afdad124f0f', 'role-remade-by-vpc-create'),
  noRule('3b83b178ff73', 'heading'),
  states('3ef1eb0176cf', 'creation-needs-right', 'edit-needs-right', 'deletion-needs-right'),
  states('fd4ba19bcd44', 'creation-needs-right'),
  states('b6a1ec32bea5', 'full-access-cannot-delete', 'creation-needs-right'),
  noRule('db2752d03949', 'heading'),
  states('145b775a9b07', 'role-protected'),
  states('962bf40cc87b', 'name-not-editable'),
  states('18f0cb6e5093', 'description-editable'),
  noRule('36c04b692cc4', 'refers to another page'),
  noRule('92c10b95ffc5', 'heading'),
  noRule('9913317cd33d', 'recommends'),
  noRule('88009dac4b11', 'says why'),
  states(
    '5fd580b13705',
    'resource-uses-role',
    'deleting-uses-role',
    'delete-failed-uses-role',
    'create-failed-uses-role',
    'update-failed-uses-role',
    'task-fails-while-used',
  ),
  noRule('fd0a9e123558', 'heading'),
  states(
    '1be8c9eaa2be',
    'task-fails-in-session',
    'task-fails-while-used',
    'task-succeeds-when-free',
  ),
  noRule('5da1c24b172d', 'introduces steps in the console'),
  noRule('851fd87ba23d', 'a step in the console'),
  noRule('01697759c328', 'a step in the console'),
  noRule('c728a2300ba6', 'a step in the console'),
  states('42a2c7dabb8b', 'access-advisor-lags', 'access-advisor-job'),
  noRule('d8da2c49df39', 'heading'),
  states('73b046af6ccd', 'deletion-task-accepted'),
  states('d79e3aa7be91', 'task-fails-while-used', 'failure-names-usage', 'any-region-holds-role'),
  states('e88bc8b5c1d2', 'task-fails-in-session', 'session-ends-by-itself'),
  states('cc5aca825b7f', 'session-not-revocable'),
  states('2d804f144583', 'resource-uses-role', 'last-release-frees-role'),
  noRule('6191b47a05a3', 'heading'),
  states('100b1348b1f2', 'deletion-task-accepted'),
  noRule('dbd3199553bb', 'refers to another page'),
];

/** Every statement of the role's permissions policy, in order. @source AWS managed policy reference, BedrockAgentCoreNetworkServiceRolePolicy @category Rules */
export const knownPolicy: readonly KnownPassage[] = [
  states('23928a6359ae', 'permissions-policy', 'interface-attached'),
  states('477852b3b6a0', 'permissions-policy', 'interface-attached'),
  states('58fef50adc6b', 'permissions-policy', 'interface-tag'),
  states('a1fbf64eb13d', 'permissions-policy', 'interface-tag'),
  states('0c2b85040237', 'permissions-policy', 'interface-tag', 'interface-released'),
  states('e244b3780a37', 'permissions-policy'),
  states('f1df6f980cfe', 'permissions-policy'),
];
