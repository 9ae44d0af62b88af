import { describe, expect, test } from 'vitest';
import { cases, conform, type Inputs } from '../../src/conformance/index.ts';
import { endingOf } from '../../src/report/baseline.ts';
import { type Implementation, modelImplementation } from '../../src/target/inProcess.ts';
import { withRegions } from '../../src/target/regions.ts';
import { conformed } from '../support/conform.ts';
import { asks, nasty } from '../support/nasty.ts';
import { watched } from '../support/targets.ts';

const browser = 'absent/CreateBrowser/ok';
const inVpc = 'scenario/browser-not-counted';
const runtime = 'absent/CreateAgentRuntime/ok';
const inputs: Inputs = {
  regions: { 'us-east-1': { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] } },
};
const verdictsOf = ({ results }: Awaited<ReturnType<typeof conform>>) =>
  Object.fromEntries(results.map(({ id, verdict }) => [id, verdict]));

describe('conform', () => {
  test('of an implementation that cannot be reset, takes down what it made', async () => {
    const { reset: _, ...fixed } = modelImplementation();
    const { verdict, remains } = await conform(fixed, { only: [browser, runtime] });
    expect({ verdict, remains }).toEqual({ verdict: 'conformant', remains: [] });
  });

  test('gives strict targets the inputs, and skips what lacks one', async () => {
    const target = watched();
    const record = await conform(target, { only: [inVpc, runtime], inputs });
    expect(verdictsOf(record)).toEqual({ [inVpc]: 'pass', [runtime]: 'skipped' });
    const { reason } = record.results.find(({ id }) => id === runtime) ?? {};
    expect(reason).toMatch(
      /^The inputs have no executionRoleArn, agentRuntimeArtifact in us-east-1/,
    );
    expect(JSON.stringify(target.sent)).toContain('subnet-0a1b2c3d');
    expect(JSON.stringify(target.sent)).not.toContain('subnet-00000000');
    expect(endingOf(record)).toBe('not decided');
  });

  test('stops when the budget is spent, takes down what it made, and says that it is incomplete', async () => {
    const { reset: _, ...fixed } = modelImplementation();
    const record = await conform(fixed, { profiles: ['lifecycle'], budgetCalls: 60 });
    expect(record.complete).toBe(false);
    expect(record.remains).toEqual([]);
    expect(endingOf(record)).toBe('not decided');
    await expect(conform(fixed, { only: [browser], budgetCalls: 3 })).rejects.toThrow(
      /^The budget of 3 calls is spent .* it has not begun\.$/,
    );
  });

  test('stops where it is told to, with what it found', async () => {
    let done = 0;
    const record = await conformed({
      profiles: ['role'],
      told: () => {
        done += 1;
      },
      stopped: () => done === 3,
    });
    expect(record.complete).toBe(false);
    expect(record.results).toHaveLength(3);
    expect(endingOf(record)).toBe('not decided');
  });

  test('decides nothing of a profile that it did not come to the end of', async () => {
    const model = modelImplementation();
    const lacking: Implementation = {
      ...model,
      answer: (call) =>
        call.operation === 'AttachRolePolicy' ? { unsupported: 'not there' } : model.answer(call),
    };
    const role = cases.filter(({ profile }) => profile === 'role');
    const after = role.findIndex(({ id }) => id.includes('/AttachRolePolicy/')) + 1;
    let done = 0;
    const told = () => {
      done += 1;
    };
    const stopped = await conform(lacking, {
      profiles: ['role'],
      told,
      stopped: () => done > after,
    });
    expect(stopped.counts.unsupported).toBeGreaterThan(0);
    expect(stopped.profiles).toMatchObject([{ verdict: 'undecided', whole: false }]);
    expect([stopped.verdict, stopped.unexpected, endingOf(stopped)]).toEqual([
      'undecided',
      [],
      'not decided',
    ]);
    const only = role.slice(0, after).map(({ id }) => id);
    const ended = await conform(lacking, { only });
    expect(ended.profiles).toMatchObject([{ verdict: 'partial', whole: false }]);
    expect(endingOf(ended)).toBe('no');
  });

  test('waits for an endpoint that hangs within bounds: once for each service', async () => {
    let asked = 0;
    const endpoint = await nasty((request) => {
      asked += 1;
      request.resume();
    });
    await expect(conform({ endpoint, callMs: 300 })).rejects.toThrow(
      /does not answer \w+: there is no answer within 0\.3 s\.$/,
    );
    expect(asked).toBeLessThanOrEqual(5);
  });

  test('knows who calls, also where that was throttled at first', async () => {
    const model = modelImplementation();
    let throttled = 4;
    const busy: Implementation = {
      ...model,
      answer: (call) =>
        call.operation === 'GetCallerIdentity' && throttled-- > 0
          ? { ok: false, code: 'Throttling', status: 400 }
          : model.answer(call),
    };
    const record = await conform(busy, { only: ['absent/GetCallerIdentity/ok'] });
    expect(throttled).toBeLessThan(0);
    expect(record.counts).toMatchObject({ pass: 1, fail: 0 });
  });

  test('refuses a case, a requirement and a profile that there is not', async () => {
    await expect(conformed({ only: ['role-raed'] })).rejects.toThrow('Did you mean role-read?');
    const profiles = ['rol' as 'role'];
    await expect(conformed({ profiles })).rejects.toThrow('Did you mean role?');
  });
});

describe('other Regions than cases speak of', () => {
  test('are asked for, and answers speak of the usual ones', async () => {
    const target = watched();
    const asked = withRegions(target, ['eu-west-1', 'us-west-2']);
    const made = await asks(asked, 'CreateBrowser', {
      name: 'shop',
      networkConfiguration: { networkMode: 'PUBLIC' },
    });
    expect(target.sent[0]?.region).toBe('eu-west-1');
    expect(JSON.stringify(made.seen)).toContain(':us-east-1:');
    await asks(asked, 'ListBrowsers', {}, 'eu-west-1');
    expect(target.sent[1]?.region).toBe('us-west-2');
  });

  test('change nothing in what is found', async () => {
    const only = ['rule/any-region-holds-role'];
    const record = await conformed({ only, regions: ['eu-west-1', 'us-east-1'] });
    expect(record.verdict).toBe('conformant');
    expect(record.results[0]?.calls.map(({ region }) => region)).toContain('eu-west-1');
  });
});
