import { describe, expect, test } from 'vitest';
import { permissionsPolicy, trustPolicy } from '../../model/index.ts';
import { known, type Refusal, refused } from '../support/account.ts';
import {
  asTold,
  because,
  browser,
  explained,
  first,
  got,
  inSession,
  made,
  names,
  type Output,
  plain,
  type Row,
  requested,
  runtime,
  type Sight,
  second,
  status,
  taskPath,
  watch,
} from '../support/sights.ts';

const numbered = (number: number): Sight => requested(`${taskPath}/${number}`);
const fate = (number: number, [, seen]: Sight): Sight => [
  `status DeletionTaskId=${taskPath}/${number}`,
  seen,
];
const vpc = (VpcId: string): Sight => ['CreateVpc CidrBlock=a', { Vpc: { VpcId } }];
const subnet = (SubnetId: string): Sight => [
  'CreateSubnet VpcId=vpc-1 CidrBlock=a',
  { Subnet: { SubnetId } },
];
const eni = (NetworkInterfaceId: string) => ({
  NetworkInterfaceId,
  SubnetId: 'subnet-1',
  Status: 'available',
  TagSet: [],
});

const remade = [...inSession, status('SUCCEEDED')];
const picked: readonly Row[] = [
  ['the same RoleId twice is explained', [made(), got(), got()], true],
  ['another one is not', [made(), got(second)], false],
  ['a role made again has a fresh RoleId', [...remade, made(second), got(second)], true],
  ['and no RoleId of before', [...remade, made(first)], false],
  ['an open task keeps its id', [made(), requested(), requested()], true],
  ['a task may have failed unseen', [made(), requested(), requested(names.next)], true],
  ['but its id is gone', [made(), requested(), requested(names.next), requested()], false],
  [
    'a failed task makes way for a fresh id',
    [...inSession, because(), requested(names.next)],
    true,
  ],
  ['and not to its own', [...inSession, because(), requested()], false],
  ['an id has the form of a task id', [made(), requested('11111111')], false],
  ['one id for two things is refused', [vpc('vpc-1'), vpc('vpc-1')], false],
  ['one ending for two things is explained', [runtime(), browser('beta-0123456789')], true],
  ['so is one number for two kinds', [vpc('vpc-1'), subnet('subnet-1')], true],
  ['an ordinary role has a RoleId of its own', [plain(second), made()], true],
  ['and not that of the role', [plain(first), made()], false],
  ['two ids for two things are explained', [runtime(), browser()], true],
  ['a picked id is a word like others elsewhere', [runtime(), plain(first, names.alpha)], true],
  [
    'in tags as well, and in tokens',
    [
      runtime(),
      got(),
      [`TagRole RoleName=$role Tags=[{"Key":"${names.alpha}","Value":""}]`, {}],
      got(first, { Tags: [{ Key: names.alpha, Value: '' }] }),
      [`${browser()[0]} clientToken=${names.alpha}-${'a'.repeat(30)}`, browser()[1]],
    ],
    true,
  ],
  ...['eni-x', 'eni-y'].flatMap((id) =>
    [refused.groupInUse, {}].map(
      (seen): Row => [
        'what was lost may have been either of two',
        [
          vpc('vpc-1'),
          subnet('subnet-1'),
          ['CreateSecurityGroup GroupName=g Description=d VpcId=vpc-1', { GroupId: 'sg-1' }],
          ['CreateNetworkInterface SubnetId=subnet-1 Groups=["sg-1"]', 'lost'],
          ['CreateNetworkInterface SubnetId=subnet-1', 'lost'],
          ['interfaces', { NetworkInterfaces: [eni('eni-y'), eni('eni-x')] }],
          [`DeleteNetworkInterface NetworkInterfaceId=${id}`, {}],
          ['DeleteSecurityGroup GroupId=sg-1', seen as Refusal | Output],
        ],
        true,
      ],
    ),
  ),
  ['an id is that of its name', [runtime('VPC', 'gamma-0123456789')], false],
  [
    'a name within another is told from it',
    [made(), numbered(1), fate(1, because()), numbered(11), fate(11, status('IN_PROGRESS'))],
    true,
  ],
];

const [one] = trustPolicy(known.principal).Statement;
const listed = (Service: unknown, Effect = 'Allow') => [
  { Effect, Principal: { Service }, Action: ['sts:AssumeRole'] },
];
const trusts: readonly (readonly [string, unknown, boolean])[] = [
  ['lists of one are as good as texts', listed([known.principal]), true],
  ['so is a statement that is in no list', one, true],
  ['another service is not', listed('ec2.amazonaws.com'), false],
  ['nor one more', listed([known.principal, 'ec2.amazonaws.com']), false],
  ['nor the contrary', listed(known.principal, 'Deny'), false],
];
const { Statement: seven } = permissionsPolicy;
/** A policy with each value that is one text made a list of that, or each list of one the text. */
const written = (value: unknown, list: boolean): unknown => {
  if (typeof value === 'string') return list ? [value] : value;
  if (Array.isArray(value)) return !list && value.length === 1 ? value[0] : value;
  const entries = Object.entries(value as object).map(([name, item]) => [
    name,
    /^(Sid|Effect)$/.test(name) ? item : written(item, list),
  ]);
  return Object.fromEntries(entries);
};
const lower = JSON.stringify(seven).replace('GroupsForVPC', 'GroupsForVpc');
const policies: readonly (readonly [string, unknown, boolean])[] = [
  ['statements come in any order', [...seven].reverse(), true],
  ['texts are as good as lists of one', seven.map((each) => written(each, true)), true],
  ['and lists of one as texts', seven.map((each) => written(each, false)), true],
  ['actions are compared without case', JSON.parse(lower), true],
  ['a lost statement is another policy', seven.slice(1), false],
  ['so is a lost condition', seven.map(({ Condition: _, ...rest }) => rest), false],
];
const ec2Trust = trustPolicy('ec2.amazonaws.com');
const ordinary: readonly (readonly [string, unknown, boolean])[] = [
  ['a document is shown as it was given', ec2Trust, true],
  ['or as a text', JSON.stringify(ec2Trust), true],
  ['or encoded', encodeURIComponent(JSON.stringify(ec2Trust)), true],
  ['but not another one', JSON.stringify(trustPolicy('a.amazonaws.com')), false],
];
const documents: readonly Row[] = [
  ...ordinary.map(([title, AssumeRolePolicyDocument, fits]): Row => {
    const [, { Role }] = plain(second) as readonly [string, { Role: Output }];
    const shown = { Role: { ...Role, AssumeRolePolicyDocument } };
    return [title, [plain(second), ['GetRole RoleName=plain', shown]], fits];
  }),
  ...trusts.map(([title, Statement, fits]): Row => {
    const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement };
    return [title, [made(), got(first, { AssumeRolePolicyDocument })], fits];
  }),
  ...policies.map(([title, Statement, fits]): Row => {
    const Document = { Version: '2012-10-17', Statement };
    const version = { Document, VersionId: 'v1', IsDefaultVersion: true, CreateDate: 'a' };
    const words = 'GetPolicyVersion PolicyArn=$policy VersionId=v1';
    return [title, [[words, { PolicyVersion: version }]], fits];
  }),
];

describe.each([
  ['names', picked],
  ['documents', documents],
])('%s', (_, rows) => {
  test.each(rows)('%s', (...row) => expect(explained(row[1])).toEqual(asTold(row)));
});

test('names are kept by symbol, and calls name things as the target does', () => {
  const left = watch([runtime(), got()]).at(-1) ?? [];
  expect(new Set(left.map((possible) => JSON.stringify(possible.names)))).toEqual(
    new Set([JSON.stringify({ 'alpha-{{Resource:1}}': names.alpha, '{{RoleId:1}}': first })]),
  );
});
