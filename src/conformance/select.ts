import { type RequirementId, requirements } from '../../model/index.ts';
import { nearest } from '../nearest.ts';
import { TargetError } from '../target/errors.ts';
import { type Case, cases, type Profile } from './cases.ts';
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

/**
 * The cases that are asked for.
 *
 * @throws TargetError if a name is none.
 */
export function selected({ only = [], profiles = [] }: Selection): readonly Case[] {
  refuseUnknown('profile', profiles, allProfiles);
  const shown = new Set(cases.flatMap((one) => [one.id, ...one.requirements]));
  refuseUnknown('case and no requirement', only, [...shown]);
  return cases.filter(
    (one) =>
      (only.length === 0 || only.some((name) => shows(one, name))) &&
      (profiles.length === 0 || profiles.includes(one.profile)),
  );
}
