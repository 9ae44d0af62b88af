import { XMLBuilder } from 'fast-xml-parser';
import { asCommands } from './asCommands.ts';
import type { ConformRecord, RecordedResult } from './conformRecord.ts';
import { answerText, callText } from './conformText.ts';
import { ruleText } from './conformWords.ts';
import { printable } from './printable.ts';

/** A test case as CI systems read it: passed where it holds nothing else. */
interface TestCase {
  readonly '@name': string;
  readonly '@classname': string;
  readonly '@time': string;
  readonly failure?: Told;
  readonly error?: Told;
  readonly skipped?: { readonly '@message': string };
}
interface Told {
  readonly '@message': string;
  readonly '@type': string;
  readonly '#text': string;
}

const named = (profile: string, name: string) => ({
  '@name': printable(name),
  '@classname': `agentcore-slr.${profile}`,
  '@time': '0',
});

function storyOf(
  record: ConformRecord,
  { calls, deviation, requirements }: RecordedResult,
): string {
  const told = calls.map(
    (call, at) => `${at + 1}. ${callText(call)}\n   -> ${answerText(call.answer)}`,
  );
  const permitted = deviation?.permitted.map((one) => `permitted: ${answerText(one)}`) ?? [];
  const rules = requirements.slice(0, 1).map((id) => ruleText(record, id));
  return printable([...rules, ...told, ...permitted, ...asCommands(calls)].join('\n'));
}

function caseOf(record: ConformRecord, result: RecordedResult): TestCase {
  const { id, profile, verdict, reason } = result;
  const test = named(profile, id);
  const group = record.groups.find(({ cases }) => cases.includes(id));
  const message = printable(group?.what ?? reason ?? verdict);
  const known = record.baseline?.known.find(({ cases }) => cases.includes(id));
  if (verdict === 'pass') return test;
  if (known !== undefined)
    return { ...test, skipped: { '@message': printable(`known: ${known.reason}`) } };
  const told = { '@message': message, '@type': verdict, '#text': storyOf(record, result) };
  if (verdict === 'fail') return { ...test, failure: told };
  if (verdict === 'error') return { ...test, error: told };
  return { ...test, skipped: { '@message': `${verdict}: ${message}` } };
}

/** What no single case shows: partial profiles, and entries of the baseline that are right now. */
const others = ({ unexpected }: ConformRecord): readonly TestCase[] =>
  unexpected
    .filter(({ kind }) => kind !== 'failure')
    .map(({ kind, what, cases }) => ({
      ...named('baseline', what),
      failure: { '@message': printable(what), '@type': kind, '#text': cases.join('\n') },
    }));

const suiteOf = (name: string, timestamp: string, tests: readonly TestCase[]) => ({
  '@name': name,
  '@tests': tests.length,
  '@failures': tests.filter(({ failure }) => failure !== undefined).length,
  '@errors': tests.filter(({ error }) => error !== undefined).length,
  '@skipped': tests.filter(({ skipped }) => skipped !== undefined).length,
  '@time': '0',
  '@timestamp': timestamp,
  testcase: tests,
});

/** What a run found, as JUnit's XML: a suite for each profile, a test for each case. @category Conformance */
export function conformJunit(record: ConformRecord): string {
  const timestamp = record.startedAt.slice(0, 19);
  const suites = [
    ...record.profiles.map(({ profile }) =>
      suiteOf(
        profile,
        timestamp,
        record.results
          .filter((result) => result.profile === profile)
          .map((result) => caseOf(record, result)),
      ),
    ),
    ...(others(record).length === 0 ? [] : [suiteOf('baseline', timestamp, others(record))]),
  ];
  const sum = (of: '@tests' | '@failures' | '@errors'): number =>
    suites.reduce((total, suite) => total + suite[of], 0);
  const builder = new XMLBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    suppressEmptyNode: true,
    format: true,
    processEntities: true,
  });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'agentcore-slr conform',
      '@tests': sum('@tests'),
      '@failures': sum('@failures'),
      '@errors': sum('@errors'),
      '@time': record.statistics.seconds,
      testsuite: suites,
    },
  }) as string;
}
