import { expect, test } from 'vitest';
import { defaultChoices, lifecycle } from '../../model/index.ts';
import { accountFrom } from '../../src/server/given.ts';

test('an account can be given in any state of its statecharts, met before or not', () => {
  const network = 'us-east-1/subnet-0123456789abcdef0/sg-0123456789abcdef0';
  const { role } = lifecycle.charts;
  const made = role.react(role.initial, 'CreateServiceLinkedRole', {
    mayCreate: true,
    ...defaultChoices,
  });
  const core = { role: { ...made?.state }, interfaces: { [network]: 'lingering' }, rolesMade: 1 };
  expect(accountFrom({ core }, defaultChoices)).toMatchObject({ core });
});
