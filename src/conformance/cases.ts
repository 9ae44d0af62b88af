import { readFileSync } from 'node:fs';
import {
  type Call,
  callers,
  type OperationName,
  operations,
  type RequirementId,
  requirements,
  type Unasked,
} from '../../model/index.ts';
import type { Caller } from '../target/target.ts';
import type { CaseStep } from './goals.ts';

/** What a group of cases needs of a target. */
export type Profile = 'role' | 'lifecycle' | 'network' | 'access';

/** How sure a rule is, and so what it means to break it. */
export type Level = 'MUST' | 'SHOULD' | 'CHOICE';

/** One case: the way to a situation, and the step that shows something there. */
export interface Case {
  /** Permanent: what it shows. */
  readonly id: string;
  readonly level: Level;
  readonly profile: Profile;
  /** What it shows, the most telling first. */
  readonly requirements: readonly RequirementId[];
  readonly steps: readonly CaseStep[];
}

/** How a step is written down: what is not said is as usual. */
export type WrittenStep =
  | {
      readonly call: OperationName;
      readonly input: Readonly<Record<string, unknown>>;
      readonly region?: string;
      readonly caller?: Caller;
    }
  | { readonly wait: Unasked };

/** How a case is written down. */
export interface WrittenCase {
  readonly id: string;
  readonly requirements: readonly RequirementId[];
  readonly steps: readonly WrittenStep[];
}

export const usualRegion = 'us-east-1';

/** Reads a step. */
export const stepFrom = (written: WrittenStep): CaseStep =>
  'wait' in written
    ? written
    : {
        call: {
          operation: written.call,
          region: written.region ?? usualRegion,
          input: written.input,
          caller: written.caller === 'limited' ? callers.reader : callers.administrator,
        },
      };

/** What it means to break a rule, by how sure the rule is. */
export const levels: Readonly<Record<(typeof requirements)[RequirementId]['level'], Level>> = {
  documented: 'MUST',
  observed: 'SHOULD',
  assumed: 'CHOICE',
};

/** The first profile that has all that a case needs. */
export function profileOf(calls: readonly Call[]): Profile {
  const services = new Set(
    calls.map(({ operation }) => operations[operation as OperationName].service),
  );
  const isOfAccess = /LastAccessed|AssumeRole$/;
  if (calls.some(({ caller, operation }) => !caller.mayEdit || isOfAccess.test(operation)))
    return 'access';
  if (services.has('ec2')) return 'network';
  return services.has('agentcore') ? 'lifecycle' : 'role';
}

/** The calls among some steps. */
export const callsIn = (steps: readonly CaseStep[]): readonly Call[] =>
  steps.flatMap((one) => ('call' in one ? [one.call] : []));

const strictest: readonly Level[] = ['MUST', 'SHOULD', 'CHOICE'];

/** Reads a case. */
function caseFrom({ id, requirements: shown, steps: written }: WrittenCase): Case {
  const steps = written.map(stepFrom);
  const said = shown.map((one) => levels[requirements[one].level]);
  // A scenario shows all of them at once; another case is about the first.
  const level =
    (id.startsWith('scenario/') ? strictest.find((one) => said.includes(one)) : said[0]) ?? 'MUST';
  return { id, level, profile: profileOf(callsIn(steps)), requirements: shown, steps };
}

/** Every case of the suite, in the order in which it is run. @category Conformance */
export const cases: readonly Case[] = (
  JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8')) as WrittenCase[]
).map(caseFrom);
