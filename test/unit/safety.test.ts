import { describe, expect, test } from 'vitest';
import { BudgetSpent, budgeted, reserveOf } from '../../src/target/budget.ts';
import { printing } from '../../src/target/dryRun.ts';
import { guarded } from '../../src/target/guarded.ts';
import { inProcess } from '../../src/target/inProcess.ts';
import { inputsFrom, lacks, withInputs } from '../../src/target/inputs.ts';
import { Ledger } from '../../src/target/ledger.ts';
import { redact } from '../../src/target/redact.ts';
import type { TargetCall } from '../../src/target/target.ts';
import { asks } from '../support/nasty.ts';
import { outputOf, principal, runtime, watched } from '../support/targets.ts';

describe('budget', () => {
  test('it stops a run in time for taking down', async () => {
    const ledger = Ledger.inMemory();
    const { target, forCleaning, left } = budgeted(inProcess(), 22, () => reserveOf(ledger));
    await asks(target, 'ListRoles');
    await asks(target, 'ListRoles');
    await expect(asks(target, 'ListRoles')).rejects.toThrow(BudgetSpent);
    expect(left()).toBe(20);
    for (let call = 0; call < 20; call++) await asks(forCleaning, 'ListRoles');
    await expect(asks(forCleaning, 'ListRoles')).rejects.toThrow(
      'The budget of 22 calls is spent.',
    );
  });
});

describe('dry run', () => {
  test('every call is printed as a command', async () => {
    const lines: string[] = [];
    const target = printing(inProcess(), (line) => lines.push(line));
    await asks(target, 'CreateServiceLinkedRole', { AWSServiceName: principal });
    await asks(target, 'DeleteUser', { UserName: 'user' });
    expect(lines).toEqual([
      `aws iam create-service-linked-role --aws-service-name ${principal}`,
      'aws iam delete-user --user-name user',
    ]);
  });
});

describe('inputs', () => {
  const inputs = inputsFrom({
    regions: {
      'us-east-1': {
        subnets: ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0bbbbbbbbbbbbbbbb'],
        securityGroups: ['sg-0cccccccccccccccc'],
        executionRoleArn: 'arn:aws:iam::111122223333:role/run',
        agentRuntimeArtifact: { containerConfiguration: { containerUri: 'some' } },
      },
      'eu-west-1': { subnets: ['subnet-0dddddddddddddddd'] },
    },
  });

  test('placeholders become what was given, and come back as they were', async () => {
    const base = watched();
    const target = withInputs(base, inputs);
    const { agentRuntimeId } = await outputOf(
      target,
      'CreateAgentRuntime',
      runtime('subnet-00000001'),
    );
    expect(base.sent.at(-1)?.input).toEqual({
      agentRuntimeName: 'alpha',
      agentRuntimeArtifact: { containerConfiguration: { containerUri: 'some' } },
      roleArn: 'arn:aws:iam::111122223333:role/run',
      networkConfiguration: {
        networkMode: 'VPC',
        networkModeConfig: {
          subnets: ['subnet-0bbbbbbbbbbbbbbbb'],
          securityGroups: ['sg-0cccccccccccccccc'],
        },
      },
    });
    expect(await outputOf(target, 'GetAgentRuntime', { agentRuntimeId })).toMatchObject({
      networkConfiguration: runtime('subnet-00000001').networkConfiguration,
    });
  });

  test('what was given is not the run’s to delete', async () => {
    const target = withInputs(await guarded(inProcess(), Ledger.inMemory()), inputs);
    await expect(asks(target, 'DeleteSubnet', { SubnetId: 'subnet-00000000' })).rejects.toThrow(
      'DeleteSubnet is not sent: subnet-0aaaaaaaaaaaaaaaa was not made by this run',
    );
  });

  test('what is lacking is named', () => {
    const call = (region: string, subnet: string): TargetCall => ({
      operation: 'CreateAgentRuntime',
      region,
      input: runtime(subnet),
      caller: 'main',
    });
    expect(lacks(undefined, call('eu-west-1', 'subnet-00000000'))).toBeUndefined();
    expect(lacks(inputs, call('us-east-1', 'subnet-00000001'))).toBeUndefined();
    expect(lacks(inputs, call('us-east-1', 'subnet-00000002'))).toBe('subnets in us-east-1');
    expect(lacks(inputs, call('eu-west-1', 'subnet-00000000'))).toBe(
      'securityGroups, executionRoleArn, agentRuntimeArtifact in eu-west-1',
    );
  });

  test.each([
    [{}, /^This is no inputs file: \/ must have required property 'regions'/],
    [{ regions: { here: {} } }, /is no inputs file/],
    [
      { regions: { 'us-east-1': { subnets: ['sg-00000000'] } } },
      /\/regions\/us-east-1\/subnets\/0/,
    ],
  ])('%j', (value, message) => {
    expect(() => inputsFrom(value)).toThrow(message);
  });
});

test.each([
  ['arn:aws:iam::123456789012:role/a', 'arn:aws:iam::ACCOUNT:role/a'],
  ['{"Account":"123456789012"}', '{"Account":"ACCOUNT"}'],
  ['assets-123456789012-us-east-1', 'assets-ACCOUNT-us-east-1'],
  ['00000000-0000-4000-8000-123456789012', '00000000-0000-4000-8000-123456789012'],
  ['at 1767225600000', 'at 1767225600000'],
  [`AKIA${'Q'.repeat(16)} and more`, 'ACCESSKEY and more'],
  ['Credential=ASIAQQQQQQQQQQQQQQQQ/2026', 'Credential=ACCESSKEY/2026'],
  [`Signature=${'0a'.repeat(32)}`, 'Signature=SIGNATURE'],
  [`"SessionToken": "${'x'.repeat(40)}"`, '"SessionToken": "SECRET"'],
  [`secret_access_key=${'x'.repeat(40)}`, 'secret_access_key=SECRET'],
])('redact: %s', (text, hidden) => {
  expect(redact(text)).toBe(hidden);
  expect(redact(hidden)).toBe(hidden);
});

test('redact: the same id of a role gives the same word, another one another', () => {
  const [one, other] = [`AROA${'A'.repeat(17)}`, `AROA${'B'.repeat(17)}`];
  expect(redact(one)).toBe(redact(one));
  expect(redact(one)).not.toBe(redact(other));
  expect(redact(one)).not.toContain('AAAA');
});
