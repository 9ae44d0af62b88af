import { createHash } from 'node:crypto';
import { type FaultName, faultNames, faults } from '../../model/faults/index.ts';
import { type RequirementId, requirementIds, requirements } from '../../model/index.ts';
import { type Profile, profileOf } from '../conformance/cases.ts';
import { type Ask, asksOf } from './asks.ts';
import { chosen, irredundant, lowerBound } from './choose.ts';
import { compiled } from './compile.ts';
import { type CoveredByPlan, coveredBy, everything, type Items } from './covered.ts';
import { faultsFound } from './faultsFound.ts';
import type { Coverage, Covered, Vector, VectorStep } from './format.ts';
import { reasonNotCovered } from './notCovered.ts';
import { type Plan, plansOfCases, plansOfWay } from './plans.ts';
import { waysTo } from './waysInGraph.ts';

/** A plan that a vector can be made of, with what it covers. */
interface Candidate extends CoveredByPlan {
  readonly plan: Plan;
  readonly asks: readonly Ask[];
  readonly covers: Items;
}

/** A vector, with what it covers; wrong models included. */
interface Made extends Candidate {
  readonly steps: readonly VectorStep[];
}

/** Vectors by what they need, and what they cover together. */
export interface Generated {
  readonly groups: ReadonlyMap<Profile, readonly Vector[]>;
  readonly coverage: Coverage;
  /** What each vector covers. */
  readonly coversById: ReadonlyMap<string, Items>;
}

const faultItem = (name: FaultName): string => `faults ${name}`;

function candidateOf(plan: Plan): Candidate | undefined {
  const asks = asksOf(plan);
  if (asks === undefined) return undefined;
  const covered = coveredBy(plan);
  return { plan, asks, ...covered, covers: new Set([...covered.always, ...covered.onSomeWays]) };
}

/** Every candidate: of cases first, then of ways through the explored accounts to what no case covers. */
function everyCandidate(): readonly Candidate[] {
  const ofCases = plansOfCases().flatMap((plan) => candidateOf(plan) ?? []);
  const covered = new Set(ofCases.flatMap(({ covers }) => [...covers]));
  const missing = everything.filter(
    (item) => !covered.has(item) && reasonNotCovered(item) === undefined,
  );
  const ofWays = waysTo(missing).flatMap(plansOfWay);
  return [...ofCases, ...ofWays.flatMap((plan) => candidateOf(plan) ?? [])];
}

async function made(candidate: Candidate): Promise<Made> {
  const steps = compiled(candidate.asks);
  const found = await faultsFound(candidate.plan, steps);
  return { ...candidate, steps, covers: new Set([...candidate.covers, ...found.map(faultItem)]) };
}

/** Vectors that cover all that can be covered, none of them for nothing. */
async function enough(candidates: readonly Candidate[]): Promise<readonly Made[]> {
  const all: Made[] = [];
  const isRare = ({ plan }: Candidate) => plan.about.startsWith('rare/');
  const taken = new Set([...chosen(candidates), ...candidates.filter(isRare)]);
  for (const one of taken) all.push(await made(one));
  const isFound = (name: FaultName) => all.some(({ covers }) => covers.has(faultItem(name)));
  // What finds a wrong model need not cover anything else that is new.
  for (const name of faultNames) {
    const own = candidates.filter(({ plan }) => plan.about === `scenario/${name}`);
    for (const one of own) {
      if (taken.has(one) || isFound(name)) continue;
      taken.add(one);
      all.push(await made(one));
    }
  }
  return irredundant(all);
}

const kinds = ['states', 'transitions', 'failures', 'requirements', 'faults'] as const;

const byKind = (items: Iterable<string>): Covered => {
  const sorted = [...new Set(items)].sort();
  const of = (kind: string) =>
    sorted.filter((item) => item.startsWith(`${kind} `)).map((item) => item.split(' ')[1] ?? '');
  return Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as unknown as Covered;
};

function coverageOf(all: readonly Made[], candidates: readonly Candidate[]): Coverage {
  const covered = new Set(all.flatMap(({ covers }) => [...covers]));
  const always = new Set(all.flatMap((one) => [...one.always]));
  const isOnSomeWays = (item: string) => !always.has(item) && !item.startsWith('faults ');
  return {
    lowerBound: lowerBound(candidates),
    covered: byKind(covered),
    onSomeWays: byKind([...covered].filter(isOnSomeWays)),
    notCovered: Object.fromEntries(
      everything.flatMap((item) => {
        const reason = covered.has(item) ? undefined : reasonNotCovered(item);
        return reason === undefined ? [] : [[item, reason]];
      }),
    ),
  };
}

/** What a vector is about, in words. */
function commentOf({ about }: Plan): string {
  const [kind = '', name = '', answer] = about.split('/');
  if (kind === 'rare') return about.slice('rare/'.length);
  if (kind === 'rule') return requirements[name as RequirementId].sentence;
  if (kind === 'scenario') return `Finds this: ${faults[name as FaultName].sentence}`;
  if (answer !== undefined)
    return answer === 'ok' ? `${name} succeeds.` : `${name} is refused: ${answer}.`;
  const [what, which] = about.split(' ');
  return `Meets one of the ${what} of the statecharts: ${which}.`;
}

/** An id that hangs on nothing but what is asked for. */
function idOf(asks: readonly Ask[]): string {
  const asked = asks.map((ask) =>
    'call' in ask ? { ...ask, planned: undefined, pending: ask.pending !== undefined } : ask,
  );
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}

const vectorOf = ({ plan, asks, asWritten, steps }: Made): Vector => ({
  tcId: idOf(asks),
  comment: commentOf(plan),
  flags: requirementIds.filter((id) => asWritten.has(`requirements ${id}`)),
  steps,
});

/** The vectors that this model has: the same each time. */
export async function generate(): Promise<Generated> {
  const candidates = everyCandidate();
  const all = await enough(candidates);
  const groups = new Map<Profile, Vector[]>();
  for (const one of all) {
    const calls = one.asks.flatMap((ask) => ('call' in ask ? [ask.call] : []));
    const profile = profileOf(calls);
    groups.set(profile, [...(groups.get(profile) ?? []), vectorOf(one)]);
  }
  return {
    groups,
    coverage: coverageOf(all, candidates),
    coversById: new Map(all.map(({ asks, covers }) => [idOf(asks), covers])),
  };
}
