import { beforeAll, describe, expect, test } from 'vitest';
import { baselineFrom, type ConformRecord, conformText } from '../../src/conformance/index.ts';
import { compared, type Deviation, endingOf } from '../../src/report/baseline.ts';
import { conformed } from '../support/conform.ts';

const failing = 'scenario/mode-change-missed';
const passing = 'deletable/GetRole/ok';
const only = [failing, passing];
const reason = 'it is known';
let wrong: ConformRecord;
beforeAll(async () => {
  wrong = await conformed({ only }, 'mode-change-missed');
});

const against = (...deviations: readonly Deviation[]): ConformRecord => {
  const record = { ...wrong, ...compared(wrong, baselineFrom({ deviations })) };
  return record;
};
const kinds = ({ unexpected }: ConformRecord) => unexpected.map(({ kind }) => kind);

describe('a baseline', () => {
  test.each([
    ['case', failing],
    ['requirement', 'vpc-create-needs-role'],
    ['group', 'what'],
  ])('excuses what it names as a %s', (kind, name) => {
    const entry = { [kind]: kind === 'group' ? (wrong.groups[0]?.what ?? '') : name, reason };
    const record = against(entry);
    expect(record.unexpected).toEqual([]);
    expect(record.baseline?.known).toEqual([{ ...entry, cases: [failing] }]);
    expect(endingOf(record)).toBe('yes');
    expect(conformText(record).replace(/\s+/g, ' ')).toMatch(/known: .*it is known \(1\)/);
    expect(conformText(record)).toMatch(/1 fail, 1 known\./);
  });

  test('without an entry a failure is new', () => {
    expect(kinds(against())).toEqual(['failure']);
    expect(endingOf(against())).toBe('no');
    expect(kinds(wrong)).toEqual(['failure']);
  });

  test('an entry of what is right is stale, and fails', () => {
    const record = against({ case: failing, reason }, { case: passing, reason });
    expect(kinds(record)).toEqual(['stale']);
    expect(endingOf(record)).toBe('no');
    expect(conformText(record)).toContain('1 stale');
  });

  test('an entry of what was not tried is not stale', () => {
    const record = against({ case: failing, reason }, { case: 'absent/ListRoles/ok', reason });
    expect(record.unexpected).toEqual([]);
    const group = against({ case: failing, reason }, { group: 'something else', reason });
    expect(group.unexpected).toEqual([]);
  });

  test('a partial profile has to be named in it', async () => {
    const partial = await conformed(
      { only: ['absent/CreateBrowser/ok', 'auto-created/GetRole/ok'] },
      undefined,
      (one) => ({
        ...one,
        answer: (call) =>
          call.operation === 'CreateBrowser' ? { unsupported: 'no browsers' } : one.answer(call),
      }),
    );
    expect(kinds(partial)).toEqual(['partial']);
    expect(endingOf(partial)).toBe('no');
    const entry = { profile: 'lifecycle', reason };
    const named = compared(partial, { deviations: [entry] });
    expect(named.unexpected).toEqual([]);
    expect(endingOf({ ...partial, ...named })).toBe('yes');
  });

  test.each([
    [
      { deviations: [{ case: 'deletable/GetRole/okay', reason }] },
      'Did you mean deletable/GetRole/ok?',
    ],
    [{ deviations: [{ requirement: 'role-raed', reason }] }, 'Did you mean role-read?'],
    [{ deviations: [{ profile: 'netwrok', reason }] }, 'Did you mean network?'],
    [{ deviations: [{ case: passing }] }, 'is no baseline'],
    [{ deviations: [{ case: passing, profile: 'role', reason }] }, 'is no baseline'],
    [[], 'is no baseline'],
  ])('%j is refused', (value, message) => {
    expect(() => baselineFrom(value)).toThrow(message);
  });
});

describe('the worst cause decides how a run ends', () => {
  const ending = (verdict: 'pass' | 'fail' | 'error' | 'inconclusive' | 'vacuous', more = {}) => {
    const results = wrong.results.map((one) =>
      one.id === passing ? { ...one, verdict, level: 'MUST' as const } : one,
    );
    return endingOf({ ...wrong, results, unexpected: [], ...more });
  };
  test.each([
    ['yes', ending.bind(undefined, 'pass')],
    ['yes', ending.bind(undefined, 'vacuous')],
    ['not decided', ending.bind(undefined, 'inconclusive')],
    ['not decided', ending.bind(undefined, 'pass', { complete: false })],
    ['no', ending.bind(undefined, 'inconclusive', { unexpected: [{}] })],
    ['environment', ending.bind(undefined, 'error', { unexpected: [{}] })],
  ] as const)('%s', (expected, end) => {
    expect(end()).toBe(expected);
  });
});
