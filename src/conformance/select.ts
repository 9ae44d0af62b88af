import { type RequirementId, requirements } from '../../model/index.ts';
import { nearest } from '../nearest.ts';
import { TargetError } from '../target/errors.ts';
import { type Case, cases, type Profile } from './cases.ts';
import { races } from './races.ts';
import type { RunOptions } from './run.ts';
import { profiles as allProfiles } from './verdicts.ts';

/** Which cases are to be performed: all that one of each list names; an empty list, or none, names all. */
export interface Selection {
  /** Ids of cases and of requirements. */
  readonly only?: readonly string[];
  readonly profiles?: readonly Profile[];
}

const shows = ({ id, requirements: shown }: Case, name: string): boolean =>
  id === name || (Object.hasOwn(requirements, name) && shown.includes(name as RequirementId));

function refuseUnknown(what: string, names: readonly string[], known: readonly string[]): void {
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new TargetError(
      'usage',
      `There is no ${what} named ${strange}. Did you mean ${nearest(strange, known)}?`,
    );
}

const randomId = /^random\/(\d+)\/(\d+)$/;
const isRandom = (name: string): boolean => randomId.test(name);
const raceIds = Object.keys(races).map((name) => `race/${name}`);
const isRace = (name: string): boolean => raceIds.includes(name);

/**
 * The cases that are asked for.
 *
 * @throws TargetError if a name is none.
 */
export function selected({ only = [], profiles = [] }: Selection): readonly Case[] {
  refuseUnknown('profile', profiles, allProfiles);
  const known = cases.flatMap((one) => [one.id, ...one.requirements]);
  const ofCases = only.filter((name) => !isRandom(name));
  refuseUnknown('case and no requirement', ofCases, [...new Set([...known, ...raceIds])]);
  return cases.filter(
    (one) =>
      (only.length === 0 || only.some((name) => shows(one, name))) &&
      (profiles.length === 0 || profiles.includes(one.profile)),
  );
}

/** What a run does beside its cases. */
export type Beside = Pick<RunOptions, 'seed' | 'runs' | 'raceTimes' | 'wants'>;

/**
 * Which random sequences and races are asked for: all of them with the whole suite, those that are named, and as many
 * sequences as are said.
 *
 * @throws TargetError if sequences of two seeds are named.
 */
export function besides({ only = [], profiles = [] }: Selection, said: Beside): Beside {
  const named = only.filter((name) => isRandom(name) || isRace(name));
  if (only.length + profiles.length === 0) return said;
  const drawn = named.flatMap((name) => {
    const [, seed, number] = randomId.exec(name) ?? [];
    return number === undefined ? [] : [{ seed: Number(seed), number: Number(number) }];
  });
  const [first, ...others] = drawn;
  if (others.some(({ seed }) => seed !== first?.seed))
    throw new TargetError('usage', 'Name random sequences of one seed at a time.');
  const wants = (id: string): boolean =>
    named.includes(id) || (first === undefined && said.runs !== undefined && isRandom(id));
  const runs = Math.max(0, ...drawn.map(({ number }) => number));
  return { runs, ...said, ...(first && { seed: first.seed, runs }), wants };
}
