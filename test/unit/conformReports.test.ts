import { readFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { XMLParser } from 'fast-xml-parser';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { requirementIds, requirements } from '../../model/index.ts';
import {
  asTypeScript,
  type ConformRecord,
  conform,
  conformHtml,
  conformJunit,
  conformText,
  type RecordedCall,
  type RecordedResult,
} from '../../src/conformance/index.ts';
import { linkOf } from '../../src/report/links.ts';
import { printable } from '../../src/report/printable.ts';
import { redacted } from '../../src/report/redacted.ts';
import { conformed, hostile, script } from '../support/conform.ts';
import { nasty } from '../support/nasty.ts';

const schema = JSON.parse(readFileSync('src/report/conform.schema.json', 'utf8')) as object;
const isRecord = new Ajv2020({ strict: false }).compile(schema);
const only = [
  'scenario/mode-change-missed',
  'deletable/GetRole/ok',
  'absent/GetRole/NoSuchEntity',
  'absent/CreateBrowser/ok',
];

const controls = /[\p{Cf}\p{Co}\p{Cs}]|(?![\n\t])\p{Cc}/u;

let right: ConformRecord;
let wrong: ConformRecord;
let evil: ConformRecord;
beforeAll(async () => {
  right = await conformed({ only });
  wrong = await conformed({ only }, 'mode-change-missed');
  evil = await conformed({ only, implementation: { name: script } }, undefined, hostile);
});

describe('the record of a run', () => {
  test('meets its schema, whatever was found', () => {
    for (const record of [right, wrong, evil])
      expect(isRecord(JSON.parse(JSON.stringify(record))), JSON.stringify(isRecord.errors)).toBe(
        true,
      );
    expect(right.verdict).toBe('conformant');
    expect(wrong.verdict).toBe('not conformant');
  });

  test('the schema refuses what is no record', () => {
    expect(isRecord({ ...right, verdict: 'perhaps' })).toBe(false);
    expect(isRecord({ ...right, formatVersion: 2 })).toBe(false);
    expect(isRecord({ ...right, extra: 1 })).toBe(false);
    const { results: _, ...less } = right;
    expect(isRecord(less)).toBe(false);
  });

  test('says what was asked, what came back, and what would have been permitted', () => {
    const [group] = wrong.groups;
    const first = wrong.results.find(({ id }) => id === group?.cases[0]);
    const { calls = [], deviation } = first ?? {};
    expect(first?.verdict).toBe('fail');
    expect(calls[0]?.operation).toBe('CreateAgentRuntime');
    expect(calls[deviation?.at ?? 0]?.answer).toMatchObject({ ok: true });
    expect(deviation?.permitted.length).toBeGreaterThan(0);
    expect(JSON.stringify(wrong)).not.toContain('{{unjudged}}');
  });

  test('certifies a profile only as a whole', () => {
    expect(right.profiles.every(({ whole }) => !whole)).toBe(true);
    expect(conformText(right)).toContain('No whole profile was found conformant.');
  });
});

describe('text', () => {
  test('shows a failure with its rule, source, calls, commands and how to see it again', () => {
    const text = conformText(wrong);
    expect(text).toMatch(/\n {3}vpc-create-needs-role \(observed\): Where there is no role/);
    expect(text).toMatch(/\[\S+ PR 1327\]\s+https:\/\/github\.com\/\S+\/issues\/1327/);
    expect(text).toMatch(/\n {3}1\. CreateAgentRuntime/);
    expect(text).toMatch(/\n {6}permitted: AccessDeniedException 403/);
    expect(text).toMatch(
      /AGENTRUNTIMEID_1=\$\(aws bedrock-agentcore-control create-agent-runtime .* --output text\)/,
    );
    expect(text).toMatch(/get-agent-runtime .*--agent-runtime-id "\$AGENTRUNTIMEID_1" # 2 times/);
    expect(text).toMatch(/Again: agentcore-slr conform --only /);
    expect(text).not.toContain('As a test:');
    expect(conformText(wrong, { verbose: true })).toContain('As a test:');
  });

  test('is the summary alone where that is asked for', () => {
    expect(conformText(wrong, { quiet: true }).split('\n')).toHaveLength(3);
  });

  test('is plain, whatever a target sends', () => {
    expect(conformText(evil, { verbose: true })).not.toMatch(controls);
    expect(conformText(evil)).toContain('\\u001b[31m\\u202e');
  });
});

test('an answer that cannot be read is said once, with its status', async () => {
  const fault = 'an answer of HTTP 400 has no error that can be read';
  const readable = {
    GetCallerIdentity:
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn><UserId>ME</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    GetRole:
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>',
  };
  const endpoint = await nasty(async (request, response) => {
    const action = new URLSearchParams(await textOf(request)).get('Action') ?? '';
    const status = { GetCallerIdentity: 200, GetRole: 404 }[action] ?? 400;
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(readable[action as keyof typeof readable] ?? '<nothing/>');
  });
  const record = await conform(endpoint, { only: ['role-made-by-hand'] });
  const [wrong = ''] = conformText(record).split('Still there:');
  expect(wrong.split('\n').filter((line) => line.includes(fault))).toEqual([
    `1. ${fault}`,
    `      -> ${fault}`,
  ]);
  expect(conformHtml(record).split(`>${fault}<`)).toHaveLength(2);
});

describe('a test in TypeScript', () => {
  test('is one, whatever a target sends', () => {
    const codes = evil.results.map((result) => asTypeScript(result, evil) ?? '');
    expect(codes.join('')).toContain('GetRoleCommand');
    for (const code of codes) {
      const { diagnostics } = ts.transpileModule(code, { reportDiagnostics: true });
      expect(diagnostics).toEqual([]);
      expect(code).not.toMatch(controls);
    }
  });

  test('there is none of what passed', () => {
    expect(right.results.map((result) => asTypeScript(result, right))).not.toContainEqual(
      expect.anything(),
    );
  });

  test('asserts that a name is another one than before', () => {
    const role = (id: string): RecordedCall => ({
      operation: 'GetRole',
      region: 'us-east-1',
      caller: 'main',
      input: { RoleName: 'plain' },
      answer: { ok: true, output: { Role: { RoleId: id } } },
      malformed: null,
    });
    const gone = {
      ...role(''),
      operation: 'DeleteRole',
      answer: { ok: true, output: {} },
    } as const;
    const code = asTypeScript(
      {
        ...(wrong.results[0] as RecordedResult),
        calls: [role('AROAEXAMPLE'), gone, role('AROAEXAMPLE')],
        deviation: {
          at: 2,
          permitted: [{ ok: true, output: { Role: { RoleId: '{{RoleId:2}}' } } }],
        },
      },
      wrong,
    );
    expect(code).toContain(
      'expect(answer3?.["output"]?.["Role"]?.["RoleId"]).not.toBe(answer1?.["output"]?.["Role"]?.["RoleId"]);',
    );
  });
});

describe('JUnit', () => {
  const validate = async (xml: string) => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'junit.xml', contents: xml }],
      schema: [readFileSync('test/support/junit.xsd', 'utf8')],
    });
    return valid ? [] : errors.map(({ rawMessage }) => rawMessage);
  };

  test('has the shape that CI systems take, whatever was found', async () => {
    for (const record of [right, wrong, evil])
      expect(await validate(conformJunit(record))).toEqual([]);
    expect(await validate('<testsuites><testcase/></testsuites>')).not.toEqual([]);
  });

  test('counts what it holds, and a skip is no pass', async () => {
    const partial = await conformed({ only, profiles: ['lifecycle'] }, undefined, (one) => ({
      ...one,
      answer: (call) =>
        call.operation === 'CreateBrowser' ? { unsupported: 'it is not there' } : one.answer(call),
    }));
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(conformJunit(partial));
    const suites = [testsuites.testsuite].flat();
    const [lifecycle, baseline] = suites;
    const skips = [lifecycle.testcase].flat().filter((one) => one.skipped !== undefined);
    expect(skips.length).toBe(Number(lifecycle['@_skipped']));
    expect(skips.length).toBe(partial.counts.unsupported);
    expect(skips[0].skipped['@_message']).toMatch(/^unsupported: /);
    expect(baseline['@_failures']).toBe('1');
    expect(testsuites['@_failures']).toBe('1');
  });
});

describe('HTML', () => {
  test('is one page that loads and runs nothing', () => {
    const page = conformHtml(wrong);
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe| src=| style=| on\w+=|@import|url\(/);
    expect(page).toContain('<ol class="sequence">');
    expect(page).toContain('class="wrong"');
    expect(page).toContain('As a test in TypeScript');
  });

  test('what a target sends is text in it', () => {
    const page = conformHtml(evil);
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(controls);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('has a row for each requirement that was asked about, with a link to its source', () => {
    const page = conformHtml(right);
    for (const [id, { link }] of Object.entries(right.requirements)) {
      expect(page).toContain(`id="rule-${id}"`);
      if (link !== null) expect(page).toContain(`href="${link}"`);
    }
  });
});

test('every documented requirement has a source that can be opened', () => {
  const unlinked = requirementIds.filter(
    (id) =>
      requirements[id].level === 'documented' &&
      linkOf(requirements[id].source) === undefined &&
      !requirements[id].source.startsWith('API references,'),
  );
  expect(unlinked).toEqual([]);
});

test('nothing hidden is left in a text, and the rest is as it was', () => {
  expect(printable('a\u0000\u009b\u200f\ud800b')).toBe('a\\u0000\\u009b\\u200f\\ud800b');
  expect(printable('plain, \u00e4, \u{1f600}\n\t')).toBe('plain, \u00e4, \u{1f600}\n\t');
});

test('a record can be redacted, and is a record then', () => {
  const secret = {
    ...wrong,
    replay: 'AKIAMAINMAINMAIN aws_secret_access_key=0123456789abcdefghij',
  };
  const record = redacted(secret);
  expect(isRecord(record), JSON.stringify(isRecord.errors)).toBe(true);
  expect(JSON.stringify(record)).not.toMatch(/123456789012|AKIA|0123456789abcdefghij/);
  expect(conformHtml(record)).not.toContain('123456789012');
  expect(redacted({ SecretAccessKey: '0123456789abcdefghij' })).toEqual({
    SecretAccessKey: 'SECRET',
  });
});
