import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  callers,
  certain,
  joins,
  leftOut,
  newAccount,
  observe,
  operations,
  reference,
  requirementIds,
  requirements,
  step,
} from '../../model/index.ts';
import { invariants } from '../../properties/index.ts';
import { liveness } from '../../properties/liveness.ts';
import { accountInvariants } from '../../properties/ofAccounts.ts';
import { chartsOf } from '../../src/explore/reached.ts';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));

const refusals = filesIn('model/operations').join('\n');
const tests = filesIn('test').join('\n');
const ofArcs = new Set<string>(
  chartsOf(reference).flatMap(({ arcs }) => arcs.map(({ rule }) => rule)),
);
const ofJoins = new Set<string>(joins.map(({ rule }) => rule));
const ofProperties = new Set<string>(
  [...invariants, ...accountInvariants, ...liveness].flatMap(({ rules }) => rules),
);

test.each(requirementIds)(
  '%s is stood for by a transition, a property, an answer or a test',
  (id) => {
    const stoodFor =
      ofArcs.has(id) ||
      ofJoins.has(id) ||
      ofProperties.has(id) ||
      refusals.includes(`'${id}'`) ||
      tests.includes(`[${id}]`);
    expect(stoodFor).toBe(true);
  },
);

test('no two requirements say the same', () => {
  expect(requirementIds.length).toBeGreaterThan(80);
  expect(new Set(requirementIds.map((id) => requirements[id].sentence)).size).toBe(
    requirementIds.length,
  );
});

test('what is left out has a reason', () => {
  expect(leftOut.filter(({ what, source, reason }) => !what || !source || !reason)).toEqual([]);
});

describe('what no transition and no property says', () => {
  const call = (operation: string, input = {}, caller = callers.administrator as never) => ({
    operation,
    caller,
    region: 'us-east-1',
    input,
  });
  const AWSServiceName = newAccount().role.principal;

  test('[case-sensitive-principal] a principal in another case has no role', () => {
    const { outcome } = step(
      newAccount(),
      call('CreateServiceLinkedRole', { AWSServiceName: AWSServiceName.toUpperCase() }),
    );
    expect(outcome).toMatchObject({ ok: false, code: 'AccessDenied' });
  });

  test('[tool-has-no-update] browsers and code interpreters cannot be updated', () => {
    const updates = Object.keys(operations).filter((name) => /^Update(?!.*Role)/.test(name));
    expect(updates).toEqual(['UpdateAgentRuntime']);
  });

  test('[full-access-cannot-delete] full access creates the role and does not delete it', () => {
    const full = callers.fullAccess as never;
    const made = step(newAccount(), call('CreateServiceLinkedRole', { AWSServiceName }, full));
    expect(made.outcome.ok).toBe(true);
    const RoleName = made.account.role.name;
    const { outcome } = step(made.account, call('DeleteServiceLinkedRole', { RoleName }, full));
    expect(outcome).toMatchObject({ ok: false, code: 'AccessDenied' });
  });

  test('[access-advisor-lags] an Access Advisor that shows nothing is explained while the role is held', () => {
    const { account } = step(newAccount(), call('CreateServiceLinkedRole', { AWSServiceName }));
    const held = { ...account, core: { ...account.core, session: 'active' as const } };
    const Arn = `arn:aws:iam::${held.id}:role/aws-service-role/${AWSServiceName}/${held.role.name}`;
    const asked = observe(certain(held), call('GenerateServiceLastAccessedDetails', { Arn }), {
      ok: true,
      output: { JobId: 'a-job' },
    });
    const told = observe(asked, call('GetServiceLastAccessedDetails', { JobId: 'a-job' }), {
      ok: true,
      output: {
        JobStatus: 'COMPLETED',
        JobCreationDate: 'then',
        JobCompletionDate: 'now',
        ServicesLastAccessed: [],
      },
    });
    expect(told.filter((one) => one.account.core.session === 'active').length).toBeGreaterThan(0);
  });
});
