import { describe, expect, test } from 'vitest';
import { blockers, defaultChoices, lifecycle } from '../../model/index.ts';
import { accountFrom } from '../../src/server/given.ts';
import { statesOf } from '../../src/server/states.ts';

const browser = {
  id: 'shop-0123456789',
  kind: 'Browser',
  region: 'eu-west-1',
  networks: ['eu-west-1/subnet-0a1b2c3d/sg-0a1b2c3d'],
  state: { status: 'READY', network: 'VPC', use: 'using' },
} as const;
const lingers = { 'us-east-1/subnet-0a1b2c3d/sg-0a1b2c3d': 'lingering' };
const free = { role: 'deletable', deletion: 'none' };

describe('an account to start from', () => {
  test('is empty where nothing is said', () => {
    expect(accountFrom({}, defaultChoices)).toMatchObject({ core: { rolesMade: 0 } });
  });

  test('may use the role in another Region', () => {
    const core = {
      role: { role: 'in-use', deletion: 'none' },
      resources: [browser],
      interfaces: { 'eu-west-1/subnet-0a1b2c3d/sg-0a1b2c3d': 'in-use' },
    };
    const account = accountFrom({ core }, defaultChoices);
    if (!('core' in account)) throw new Error(JSON.stringify(account));
    expect(blockers(account.core, defaultChoices)).toMatchObject([{ region: 'eu-west-1' }]);
    const [{ state } = {}] = account.core.resources;
    expect(statesOf(lifecycle.charts.resource.Browser)).toContain(state);
    expect(account.beside.resources).toMatchObject([{ id: 'shop-0123456789', name: 'shop' }]);
  });

  test('may have an interface that lingers', () => {
    const account = accountFrom({ core: { role: free, interfaces: lingers } }, defaultChoices);
    expect(account).toMatchObject({ core: { interfaces: lingers, rolesMade: 1 } });
  });

  test.each([
    ['/core/role/role must be equal', { role: { role: 'gone', deletion: 'none' } }],
    ['/core/role cannot be: nothing', { role: { role: 'absent', deletion: 'IN_PROGRESS' } }],
    [
      '/core/resources/0/state cannot be: nothing',
      { role: free, resources: [{ ...browser, state: { ...browser.state, use: 'unused' } }] },
    ],
    ['/core cannot be: The six states', { role: free, resources: [browser] }],
    ['/core/interfaces/x must match', { role: free, interfaces: { x: 'lingering' } }],
  ])('is refused where it cannot be: %s', (says, core) => {
    const issues = accountFrom({ core }, defaultChoices);
    expect(issues).toEqual(expect.any(Array));
    const texts = (issues as { where: string; what: string }[]).map(
      ({ where, what }) => `${where} ${what}`,
    );
    expect(texts).toContainEqual(expect.stringContaining(says));
  });
});
