import { expect, test } from 'vitest';
import { callers, certain, newAccount, observe } from '../../model/index.ts';
import { cases } from '../../src/conformance/cases.ts';
import { conform, type Implementation } from '../../src/conformance/index.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import type { Target, TargetCall } from '../../src/target/target.ts';
import { runOn } from '../support/runOn.ts';
import { roleName } from '../support/targets.ts';

const page = '<!doctype html>\n<title>500 Internal Server Error</title>';

/** The model, with a page in the place of some answers. */
function withPageFor(breaks: (call: TargetCall) => boolean): Target {
  const model = inProcess();
  return {
    ...model,
    ask: async (call) =>
      breaks(call)
        ? {
            ...(await model.ask({ ...call, operation: 'GetCallerIdentity', input: {} })),
            seen: { ok: 'unknown' },
            unsupported: 'the target answers HTTP 500 with a web page where XML is due',
            raw: { status: 500, headers: {}, body: page },
          }
        : model.ask(call),
  };
}

const named = (pattern: RegExp) => cases.filter(({ id }) => pattern.test(id));
const isCreate = ({ operation }: TargetCall): boolean => operation === 'CreateServiceLinkedRole';

test('an operation that breaks down on some input is there: that is wrong, and the rest is tried', async () => {
  const some = named(/^absent\/CreateServiceLinkedRole\/|^deletable\/GetRole\/ok$/);
  const target = withPageFor(
    (call) => call.caller === 'main' && call.input.AWSServiceName === 'nothing',
  );
  const { results } = await runOn(target, some, { runs: 0, raceTimes: 0 });
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  expect(failed.map(({ id, deviation }) => [id, deviation?.what])).toEqual([
    [
      'absent/CreateServiceLinkedRole/NotAPrincipal',
      'CreateServiceLinkedRole breaks down: the target answers HTTP 500 with a web page where XML is due',
    ],
  ]);
  expect(results.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
});

test('an operation that answers nothing else is not there, and is not asked in every case', async () => {
  let asked = 0;
  const target = withPageFor((call) => {
    if (isCreate(call)) asked += 1;
    return isCreate(call);
  });
  const some = named(/^deletable\/Get/).filter(({ steps }) =>
    steps.some((one) => 'call' in one && one.call.operation === 'CreateServiceLinkedRole'),
  );
  const { results } = await runOn(target, some, { runs: 0, raceTimes: 0 });
  expect(some.length).toBeGreaterThan(3);
  expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(['unsupported']));
  expect(asked).toBe(3);
});

test('policies that a target lets be put on the role are taken off it, and the role goes', async () => {
  const model = modelImplementation();
  const attached = new Set<string>();
  const fixed: Implementation = {
    name: 'lets policies be put on the role',
    callers: model.callers,
    ...(model.advance === undefined ? {} : { advance: model.advance }),
    answer(call) {
      const { operation, input } = call;
      if (input.RoleName !== roleName) return model.answer(call);
      if (operation === 'AttachRolePolicy') attached.add(String(input.PolicyArn));
      if (operation === 'DetachRolePolicy') attached.delete(String(input.PolicyArn));
      if (/^(At|De)tachRolePolicy$/.test(operation)) return { ok: true, output: {} };
      const AttachedPolicies = [...attached].map((PolicyArn) => ({ PolicyArn, PolicyName: 'p' }));
      if (operation === 'ListAttachedRolePolicies')
        return { ok: true, output: { AttachedPolicies } };
      return operation === 'DeleteServiceLinkedRole' && attached.size > 0
        ? { ok: false, code: 'DeleteConflict', status: 409, message: 'detach them first' }
        : model.answer(call);
    },
  };
  const record = await conform(fixed, { only: ['deletable/AttachRolePolicy/UnmodifiableEntity'] });
  expect(record.counts.fail).toBe(1);
  expect(record.remains).toEqual([]);
  expect(attached).toEqual(new Set());
});

test.each([
  ['DeleteVpc', { VpcId: '' }, 'MissingParameter', true],
  ['DeleteVpc', { VpcId: '' }, 'InvalidVpcID.NotFound', true],
  ['DeleteVpc', { VpcId: '' }, 'NoSuchEntity', false],
  ['DeleteVpc', { VpcId: 'vpc-none' }, 'InvalidVpcID.Malformed', true],
  ['DeleteVpc', { VpcId: 'vpc-none' }, 'InvalidSubnetID.NotFound', false],
  [
    'DetachNetworkInterface',
    { AttachmentId: 'ela-attach-1' },
    'InvalidAttachmentID.NotFound',
    true,
  ],
  ['DetachNetworkInterface', { AttachmentId: 'ela-attach-1' }, 'InvalidVpcID.NotFound', false],
] as const)('%s of %j may be refused with %s: %s', (operation, input, code, isPermitted) => {
  const account = newAccount();
  const call = { operation, input, region: 'us-east-1', caller: callers.administrator };
  const left = observe(certain(account), call, { ok: false, code, status: 400 });
  expect(left.length > 0).toBe(isPermitted);
});
