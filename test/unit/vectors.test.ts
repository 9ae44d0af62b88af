import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { faulty } from '../../model/faults/index.ts';
import { requirements, type Seen } from '../../model/index.ts';
import { inProcess, modelImplementation } from '../../src/target/inProcess.ts';
import { fileNames, schemaText } from '../../src/vectors/files.ts';
import type { Expected, Vector, VectorFile } from '../../src/vectors/format.ts';
import { type Picked, read } from '../../src/vectors/match.ts';
import { replay } from '../../src/vectors/replay.ts';
import { isRecord } from '../../src/wire/values.ts';
import { blocksOf } from '../support/markdown.ts';

const folder = 'test/vectors/sequences';
const file = JSON.parse(readFileSync(`${folder}/${fileNames.vectors}`, 'utf8')) as VectorFile;
const vectors: readonly Vector[] = file.testGroups.flatMap(({ tests }) => tests);
const fits = new Ajv({ allowUnionTypes: true }).compile<VectorFile>(JSON.parse(schemaText()));

const changed = (change: (vector: Record<string, unknown>) => void): unknown => {
  const other = JSON.parse(JSON.stringify(file));
  change(other.testGroups[0].tests[0]);
  return other;
};

describe('the file of vectors', () => {
  test('fits its schema, which lies beside it', () => {
    expect(fits(file), JSON.stringify(fits.errors)).toBe(true);
    expect(readFileSync(`${folder}/${fileNames.schema}`, 'utf8')).toBe(schemaText());
  });

  test.each([
    ['without steps', changed((one) => delete one.steps)],
    ['with an id of another form', changed((one) => Object.assign(one, { tcId: '1' }))],
    ['of another version', { ...file, formatVersion: 2 }],
    [
      'that judges in a way that there is not',
      changed((one) =>
        Object.assign((one.steps as { permitted: object[] }[])[0]?.permitted[0] ?? {}, {
          output: { $: 'not' },
        }),
      ),
    ],
  ])('is none %s', (_, other) => {
    expect(fits(other)).toBe(false);
  });

  test('has an id of its own for each, and fewer than 400', () => {
    expect(new Set(vectors.map(({ tcId }) => tcId)).size).toBe(vectors.length);
    expect(file.numberOfTests).toBe(vectors.length);
    expect(vectors.length).toBeLessThan(400);
    expect(file.coverage.lowerBound).toBeLessThanOrEqual(vectors.length);
  });

  test('says what each of its flags means', () => {
    const flags = new Set(vectors.flatMap((one) => one.flags));
    expect(Object.keys(file.notes).sort()).toEqual([...flags].sort());
    for (const id of flags) expect(file.notes[id]?.description).toBe(requirements[id].sentence);
  });

  test('has no lists of which two rows may fit the same, and no name twice in a text', () => {
    const start = (text: string) => text.replace(/\{\{.*/, '');
    const isApart = (one: Expected, other: Expected): boolean => {
      if (typeof one === 'string' && typeof other === 'string')
        return !start(one).startsWith(start(other)) && !start(other).startsWith(start(one));
      if (isRecord(one) && isRecord(other))
        return Object.keys(one).some((key) =>
          isApart(one[key] as Expected, other[key] as Expected),
        );
      return one !== other;
    };
    const unclear = (value: unknown): unknown[] => {
      if (typeof value === 'string') {
        const names = value.match(/\{\{\w+\}\}/g) ?? [];
        return new Set(names).size === names.length ? [] : [value];
      }
      if (Array.isArray(value)) {
        const pairs = value.flatMap((one, at) => value.slice(at + 1).map((other) => [one, other]));
        return [...pairs.filter(([one, other]) => !isApart(one, other)), ...value.flatMap(unclear)];
      }
      // A policy is compared as a whole.
      if (!isRecord(value) || value.$ === 'policy') return [];
      return Object.values(value).flatMap(unclear);
    };
    const permitted = vectors.flatMap(({ steps }) =>
      steps.flatMap((step) => ('permitted' in step ? [step.permitted, step.until ?? []] : [])),
    );
    expect(permitted.flat().flatMap((one) => unclear(one.output))).toEqual([]);
    expect(unclear({ a: ['r1-{{X1}}', 'r{{X2}}', 'r2'] })).toHaveLength(2);
    expect(
      unclear([
        { a: 1, b: '{{X1}}' },
        { a: 1, b: 'x' },
      ]),
    ).toHaveLength(1);
    expect(unclear('{{X1}}{{X1}}')).toHaveLength(1);
  });

  test('goes on only with later steps that there are', () => {
    const astray = vectors.filter(({ steps }) =>
      steps.some((step, at) =>
        ('permitted' in step ? step.permitted : [step]).some(
          ({ next = at + 1 }) => next !== null && (next <= at || next > steps.length),
        ),
      ),
    );
    expect(astray.map(({ tcId }) => tcId)).toEqual([]);
  });

  test('is a tree somewhere', () => {
    const isTree = ({ steps }: Vector) =>
      steps.some((step) => 'permitted' in step && step.permitted.some(({ next }) => next));
    expect(vectors.some(isTree)).toBe(true);
    expect(vectors.some((one) => !isTree(one))).toBe(true);
  });
});

test('the guide shows one of them', () => {
  const [shown] = blocksOf('docs/vectors.md').filter(({ language }) => language === 'json');
  const vector = JSON.parse(shown?.text ?? '') as Vector;
  expect(vectors.find(({ tcId }) => tcId === vector.tcId)).toEqual(vector);
});

describe('playing vectors', () => {
  test('the model passes every one', async () => {
    const target = inProcess(modelImplementation());
    for (const vector of vectors) {
      await target.reset?.();
      expect([vector.tcId, await replay(vector, target)]).toEqual([
        vector.tcId,
        { verdict: 'pass' },
      ]);
    }
  });

  test('a wrong model does not', async () => {
    const target = inProcess(modelImplementation({ model: faulty('browser-not-counted') }));
    const verdicts = [];
    for (const vector of file.testGroups.find(({ type }) => type === 'lifecycle')?.tests ?? []) {
      await target.reset?.();
      verdicts.push((await replay(vector, target)).verdict);
    }
    expect(verdicts).toContain('fail');
  });
});

describe('what is permitted', () => {
  const ok = (output: unknown): Seen => ({ ok: true, output: output as Record<string, unknown> });
  const known: Picked = { '{{Task1}}': 'a' };
  const rows: readonly [string, Expected, unknown, Picked | undefined][] = [
    ['a member that is not named', { a: 1 }, { a: 1, b: 2 }, known],
    ['another value', { a: 1 }, { a: 2 }, undefined],
    ['a member that is missing', { a: { $: 'any' } }, {}, undefined],
    ['any value', { a: { $: 'any' } }, { a: null }, known],
    ['one that must not be there', { a: { $: 'absent' } }, { a: 1 }, undefined],
    ['one that is not there', { a: { $: 'absent' } }, {}, known],
    ['the same name', { a: 't/{{Task1}}' }, { a: 't/a' }, known],
    ['another one for the same', { a: '{{Task1}}' }, { a: 'b' }, undefined],
    ['a new name', { a: '{{Task2}}' }, { a: 'b' }, { ...known, '{{Task2}}': 'b' }],
    ['an old name for something new', { a: '{{Task2}}' }, { a: 'a' }, undefined],
    ['a list in another order', { a: [1, 2] }, { a: [2, 1] }, known],
    ['a list with one more', { a: [1] }, { a: [1, 2] }, undefined],
    ['a list with one less', { a: [1, 2] }, { a: [1] }, undefined],
    ['a list with one of it twice', { a: [1, 2] }, { a: [1, 1] }, undefined],
    [
      'names in a list in another order',
      { a: ['r-{{X1}}', 't-{{Task1}}'] },
      { a: ['t-a', 'r-x'] },
      { ...known, '{{X1}}': 'x' },
    ],
    ['some of a list', { a: { $: 'some', of: [1, 2] } }, { a: [2] }, known],
    ['none of it', { a: { $: 'some', of: [1, 2] } }, {}, known],
    ['what is not of it', { a: { $: 'some', of: [1, 2] } }, { a: [3] }, undefined],
    [
      'a policy that means the same',
      { a: { $: 'policy', of: { Statement: [{ Action: 'sts:AssumeRole' }] } } },
      { a: encodeURIComponent('{"Statement":{"Action":["STS:AssumeRole"]}}') },
      known,
    ],
    [
      'a policy that means something else',
      { a: { $: 'policy', of: { Statement: [{ Action: 'sts:AssumeRole' }] } } },
      { a: { Statement: [{ Action: 'sts:TagSession' }] } },
      undefined,
    ],
  ];

  test.each(rows)('%s', (_, output, came, names) => {
    expect(read({ output }, ok(came), known)).toEqual(names);
  });

  test('a refusal has its code and its status', () => {
    const refused = { code: 'NoSuchEntity', status: 404 };
    expect(read({ refused }, { ok: false, ...refused }, known)).toBe(known);
    expect(read({ refused }, { ok: false, ...refused, status: 400 }, known)).toBeUndefined();
    expect(read({ refused }, ok({}), known)).toBeUndefined();
    expect(read({ output: {} }, { ok: false, ...refused }, known)).toBeUndefined();
    expect(read({ output: {} }, { ok: 'unknown' }, known)).toBeUndefined();
  });
});
