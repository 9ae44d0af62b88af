import { expect, test } from 'vitest';
import { churning } from '../support/churn.ts';

test('a world keeps no more after 20,000 calls than it may: of what is past the newest, of what is there all', () => {
  const remembered = 50;
  const { go, record } = churning(remembered);
  for (let round = 0; round < 20; round++) {
    go(1000);
    const { account, due, times } = record();
    const { pastTasks, formerNames, tokens, jobs, resources, roles, interfaces } = account.beside;
    for (const past of [pastTasks, formerNames, tokens, jobs]) {
      expect(past.length).toBeGreaterThanOrEqual(remembered);
      expect(past.length).toBeLessThanOrEqual(2 * remembered);
    }
    expect(resources.map(({ id }) => id)).toEqual(account.core.resources.map(({ id }) => id));
    expect(resources.length).toBeLessThanOrEqual(2);
    expect(roles).toEqual({});
    expect(Object.keys(interfaces).length).toBeLessThanOrEqual(1);
    expect(due.length).toBeLessThanOrEqual(20);
    expect(times.length).toBeLessThanOrEqual(2 + resources.length + jobs.length);
  }
});
