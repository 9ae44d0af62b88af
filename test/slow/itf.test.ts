import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { requirementIds } from '../../model/index.ts';
import { cli, temporary } from '../support/cli.ts';

const value = { $ref: '#/definitions/value' };
/** The shape of a trace as Apalache's ADR-015 has it: no plain numbers, and no fields with a hash but its own. */
const schema = {
  type: 'object',
  required: ['vars', 'states'],
  additionalProperties: false,
  properties: {
    '#meta': {
      type: 'object',
      required: ['format', 'source', 'status'],
      properties: { format: { const: 'ITF' }, status: { enum: ['ok', 'violation'] } },
    },
    params: { type: 'array', items: { type: 'string' } },
    vars: { type: 'array', items: { type: 'string', pattern: '^[^#]' } },
    states: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: {
          '#meta': { type: 'object', required: ['index', 'requirements'] },
        },
        patternProperties: { '^[^#]': value },
        additionalProperties: false,
      },
    },
    loop: { type: 'integer' },
  },
  definitions: {
    value: {
      anyOf: [
        { type: ['boolean', 'string'] },
        { type: 'array', items: value },
        {
          type: 'object',
          required: ['#bigint'],
          additionalProperties: false,
          properties: { '#bigint': { type: 'string', pattern: '^-?[0-9]+$' } },
        },
        {
          type: 'object',
          required: ['#map'],
          additionalProperties: false,
          properties: {
            '#map': {
              type: 'array',
              items: { type: 'array', items: value, minItems: 2, maxItems: 2 },
            },
          },
        },
        { type: 'object', patternProperties: { '^[^#]': value }, additionalProperties: false },
      ],
    },
  },
} as const;

const fits = new Ajv({ allowUnionTypes: true }).compile<Trace>(schema);

interface Trace {
  readonly '#meta': { readonly status: string; readonly source: string };
  readonly vars: readonly string[];
  readonly states: readonly (Readonly<Record<string, unknown>> & {
    readonly '#meta': { readonly index: number; readonly requirements: readonly string[] };
  })[];
}

/** Reads a trace that fits the format, and in which every state sets every variable and no other. */
function traceIn(file: string): Trace {
  const trace: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!fits(trace)) throw new Error(JSON.stringify(fits.errors));
  for (const [index, state] of trace.states.entries()) {
    expect(Object.keys(state).sort()).toEqual(['#meta', ...trace.vars].sort());
    expect(state['#meta'].index).toBe(index);
    for (const id of state['#meta'].requirements)
      expect([...requirementIds, 'fault']).toContain(id);
  }
  return trace;
}

test.each([
  ['a plain number', { vars: ['x'], states: [{ x: 1 }] }],
  ['a field of another format', { vars: ['x'], states: [{ x: { '#list': [] } }] }],
  ['a number that is none', { vars: ['x'], states: [{ x: { '#bigint': 'one' } }] }],
  ['no states', { vars: ['x'], states: [] }],
])('%s is no trace', (_, trace) => {
  expect(fits(trace)).toBe(false);
});

describe('trace --itf', () => {
  test('writes the way that it shows', () => {
    const file = temporary('trace.itf.json');
    expect(cli('trace', '--to', 'deleted', '--itf', file).code).toBe(0);
    const { states, vars, ...about } = traceIn(file);
    expect(about['#meta']).toMatchObject({
      status: 'ok',
      source: 'npx agentcore-slr trace --to deleted',
    });
    expect(vars).toEqual(expect.arrayContaining(['role', 'action', 'outcome', 'clock']));
    expect(states.map(({ role, action, outcome }) => [role, action, outcome])).toEqual([
      ['absent', 'init', 'ok'],
      ['deletable', 'CreateServiceLinkedRole', 'ok'],
      ['deletable', 'DeleteServiceLinkedRole', 'ok'],
      ['deletable', 'unasked: the deletion task starts', 'ok'],
      ['deleted', 'unasked: the deletion task ends', 'ok'],
    ]);
    expect(states.at(-1)?.clock).toEqual({ '#bigint': '4' });
    expect(states.at(-1)?.['#meta'].requirements).toContain('success-means-gone');
  });

  test('refuses a file that cannot be written', () => {
    const { code, stdout, stderr } = cli('trace', '--to', 'deleted', '--itf', '/nowhere/a.json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^agentcore-slr: \/nowhere\/a\.json cannot be written: .*\n$/);
  });
});

test('check --itf writes a trace of each counterexample', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'agentcore-slr-')), 'traces');
  const { code } = cli('check', '--fault', 'browser-not-counted', '--itf', folder);
  expect(code).toBe(1);
  const files = readdirSync(folder);
  expect(files).toContain('role-outlives-its-use.itf.json');
  for (const file of files) {
    const { states, ...about } = traceIn(join(folder, file));
    expect(about['#meta'].status).toBe('violation');
    expect(states.length).toBeGreaterThan(1);
  }
  const { states } = traceIn(join(folder, 'role-outlives-its-use.itf.json'));
  expect(states.at(-1)?.role).toBe('deleted');
  expect(states.at(-1)?.resources).toMatchObject({
    '#map': [['r1', { kind: 'Browser', status: 'READY', network: 'VPC' }]],
  });
});
