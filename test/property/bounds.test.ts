import { describe, expect, test } from 'vitest';
import { permissionsPolicy, type Statement } from '../../model/documents.ts';
import {
  type Choices,
  defaultChoices,
  failures,
  type OperationName,
  operations,
} from '../../model/index.ts';
import { isDeclared } from '../../properties/declared.ts';
import { isBound } from '../../properties/policy.ts';
import { mutants } from '../support/policy.ts';

const ifTagged = {
  StringEquals: { 'aws:ResourceTag/AmazonBedrockAgentCoreManaged': ['true'] },
};
const allow = (Action: string, Resource: string, Condition = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const [remove, create] = ['ec2:DeleteNetworkInterface', 'ec2:CreateNetworkInterface'] as const;

describe('the bounds of the permissions policy', () => {
  test('it keeps them', () => {
    expect(permissionsPolicy.Statement.every(isBound)).toBe(true);
  });

  /** Less than it was, or of any resource what is read only or has its conditions still. */
  const keeps =
    /: (nothing|no ec2:\w+)$|(ForVpc|RequestTag|TagEniOnCreate|WhenBedrockManaged): any resource$/;
  test.each(mutants(permissionsPolicy))('%s', (change, { Statement }) => {
    expect(Statement.every(isBound)).toBe(keeps.test(change));
  });

  test.each<Partial<Statement>>([
    allow(remove, 'arn:aws:ec2:*:*:*'),
    allow(remove, 'arn:aws:ec2:*'),
    allow(remove, '*'),
    allow(remove, 'arn:*:ec2:us-east-1:123456789012:network-interface/eni-0'),
    allow(remove, 'arn:aws:ec2:*:*:network-*/eni-?'),
    allow('ec2:deletenetworkinterface', '*'),
    allow('ec2:Delete*', '*'),
    allow('ec2:Create*', '*', ifTagged),
    allow('ec2:CreateTags', '*', ifTagged),
    allow('*', 'arn:aws:ec2:*:*:subnet/*'),
    allow('ec2:DeleteSubnet', 'arn:aws:ec2:*:*:subnet/*'),
    allow('iam:PassRole', 'arn:aws:iam::123456789012:role/a'),
    { Effect: 'Allow', Action: remove },
    { Effect: 'Allow', NotAction: remove, Resource: '*' } as Partial<Statement>,
  ])('a statement that breaks them: %j', (statement) => {
    expect(isBound(statement)).toBe(false);
  });

  test.each([
    allow(remove, '*', ifTagged),
    allow('ec2:Delete*', '*', ifTagged),
    allow(create, 'arn:aws:ec2:*:*:subnet/*'),
    allow('ec2:Describe*', '*'),
    { ...allow('*', '*'), Effect: 'Deny' } as const,
  ])('a statement that keeps them: %j', (statement) => {
    expect(isBound(statement)).toBe(true);
  });
});

describe('the refusals that an operation declares', () => {
  const names = Object.keys(operations) as OperationName[];
  const codesOf = (name: OperationName) =>
    operations[name].failures.map((failure) => failures[failure]);
  const inputErrors = { ...defaultChoices, 'ordinary-role-deletion': 'InvalidInput' } as Choices;

  test.each(names)('%s: its own are', (name) => {
    const undeclared = codesOf(name).filter(
      (failure) => failure.code !== '{code}' && !isDeclared(name, failure, inputErrors),
    );
    expect(undeclared).toEqual([]);
  });

  test.each<[OperationName, string, number, boolean]>([
    ['DeleteServiceLinkedRole', 'NoSuchEntity', 404, true],
    ['DeleteServiceLinkedRole', 'InvalidInput', 400, false],
    ['DeleteServiceLinkedRole', 'UnmodifiableEntity', 400, false],
    ['DeleteServiceLinkedRole', 'DeleteConflict', 409, false],
    ['CreateServiceLinkedRole', 'EntityAlreadyExists', 409, false],
    ['CreateServiceLinkedRole', 'InvalidInput', 418, false],
    ['ListRoles', 'NoSuchEntity', 404, false],
    ['DeleteSubnet', 'InvalidSubnetID.NotFound', 400, true],
    ['DeleteSubnet', 'InvalidVpcID.NotFound', 400, false],
    ['DeleteSubnet', 'InvalidSubnetID.NotFound', 404, false],
    ['DeleteSubnet', '{code}', 400, false],
    ['CreateTags', 'InvalidNetworkInterfaceID.NotFound', 400, true],
    ['CreateBrowser', 'AccessDeniedException', 403, true],
    ['CreateBrowser', 'AccessDenied', 403, false],
  ])('%s: %s with %i: %s', (name, code, status, declared) => {
    expect(isDeclared(name, { code, status }, defaultChoices)).toBe(declared);
  });
});
