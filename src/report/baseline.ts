import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { requirementIds } from '../../model/index.ts';
import { cases } from '../conformance/cases.ts';
import { profiles } from '../conformance/verdicts.ts';
import { nearest } from '../nearest.ts';
import { once } from '../once.ts';
import { issuesOf, issueText } from '../server/issues.ts';
import { messageOf, TargetError } from '../target/errors.ts';
import type { ConformRecord } from './conformRecord.ts';

/** What an entry is about: a case, a requirement, a group of failures by what is wrong, or a profile that is partial. */
const kinds = ['case', 'requirement', 'group', 'profile'] as const;
type Kind = (typeof kinds)[number];

/** A deviation that is known, and why it is borne; it names one thing. */
export interface Deviation {
  readonly case?: string;
  readonly requirement?: string;
  readonly group?: string;
  readonly profile?: string;
  readonly reason: string;
}

/** Deviations that are known. @category Conformance */
export interface Baseline {
  readonly deviations: readonly Deviation[];
}

/** The JSON Schema of a baseline. @category Conformance */
export const baselineSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['deviations'],
  properties: {
    deviations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['reason'],
        minProperties: 2,
        maxProperties: 2,
        additionalProperties: false,
        properties: {
          ...Object.fromEntries(kinds.map((kind) => [kind, { type: 'string', minLength: 1 }])),
          reason: { type: 'string', minLength: 1 },
        },
      },
    },
  },
} as const;

const validator = once(() => new Ajv({ allErrors: true }).compile<Baseline>(baselineSchema));

/** Names that are known. Groups are named by what was found; random sequences and races by themselves. */
const known: Readonly<Record<Exclude<Kind, 'group'>, readonly string[]>> = {
  case: cases.map(({ id }) => id),
  requirement: requirementIds,
  profile: profiles,
};
const isMadeInTheRun = (name: string): boolean => /^(random|race)\//.test(name);

const kindOf = (entry: Deviation): Kind =>
  kinds.find((kind) => entry[kind] !== undefined) ?? 'case';
const nameOf = (entry: Deviation): string => entry[kindOf(entry)] ?? '';

/**
 * The baseline that a JSON value describes.
 *
 * @throws TargetError if it does not fit `baselineSchema`, or names what there is not.
 * @category Conformance
 */
export function baselineFrom(value: unknown, source = 'This'): Baseline {
  const validate = validator();
  if (!validate(value))
    throw new TargetError(
      'usage',
      `${source} is no baseline: ${issueText(issuesOf(validate.errors))}.`,
    );
  for (const entry of value.deviations) {
    const [kind, name] = [kindOf(entry), nameOf(entry)];
    if (kind === 'group' || known[kind].includes(name) || isMadeInTheRun(name)) continue;
    throw new TargetError(
      'usage',
      `${source} names the ${kind} ${name}, which there is not. Did you mean ${nearest(name, known[kind])}?`,
    );
  }
  return value;
}

/** Reads a baseline. @throws TargetError as `baselineFrom` does, or if it cannot be read. */
export function readBaseline(file: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TargetError('usage', `${file} cannot be read as JSON: ${messageOf(error)}.`);
  }
  return baselineFrom(value, file);
}

/** Something that is not as the baseline says, or as it should be where there is none. */
export interface Unexpected {
  readonly kind: 'failure' | 'stale' | 'partial';
  readonly what: string;
  /** The cases that show it. */
  readonly cases: readonly string[];
}

/** What became of a baseline in a run. */
export interface BaselineResult {
  /** Entries that were met, with the cases that they excuse. */
  readonly known: readonly (Deviation & { readonly cases: readonly string[] })[];
  /** Entries of what is right now. */
  readonly stale: readonly Deviation[];
}

type Found = Pick<ConformRecord, 'results' | 'groups' | 'profiles' | 'complete'>;

/** The cases that an entry is about. */
function concerned(entry: Deviation, { results, groups }: Found): Found['results'] {
  const { case: id, requirement, group } = entry;
  if (group !== undefined) {
    const found = groups.find(({ what }) => what === group)?.cases ?? [];
    return results.filter((result) => found.includes(result.id));
  }
  return results.filter(
    (result) =>
      result.id === id || (requirement !== undefined && result.requirements.includes(requirement)),
  );
}

/** Whether an entry is of something that was tried and is right. What was not tried may still be wrong. */
function isStale(entry: Deviation, found: Found): boolean {
  const isWhole = found.complete && found.profiles.length === profiles.length;
  if (entry.profile !== undefined)
    return found.profiles.some(
      ({ profile, whole }) => profile === entry.profile && whole && !isPartial(found, profile),
    );
  const results = concerned(entry, found);
  if (entry.group !== undefined)
    return results.length === 0 && isWhole && found.profiles.every(({ whole }) => whole);
  return (
    results.some(({ verdict }) => verdict === 'pass') &&
    results.every(({ verdict }) => verdict === 'pass' || verdict === 'vacuous')
  );
}

/** Something that must be there is not, as far as the run came to an end. */
const isPartial = ({ results, profiles: met, complete }: Found, name: string): boolean =>
  (complete || met.some(({ profile, whole }) => profile === name && whole)) &&
  results.some(
    ({ profile, verdict, level }) =>
      profile === name && verdict === 'unsupported' && level === 'MUST',
  );

/** Holds what was found against what is known. */
export function compared(
  found: Found,
  baseline: Baseline | undefined,
): Pick<ConformRecord, 'unexpected' | 'baseline'> {
  const entries = baseline?.deviations ?? [];
  const known = entries
    .map((entry) => ({
      ...entry,
      cases: concerned(entry, found)
        .filter(({ verdict }) => verdict === 'fail')
        .map(({ id }) => id),
    }))
    .filter(({ profile, cases: ids }) =>
      profile === undefined ? ids.length > 0 : isPartial(found, profile),
    );
  const excused = new Set(known.flatMap(({ cases: ids }) => ids));
  const stale = entries.filter((entry) => isStale(entry, found));
  const failures = found.groups
    .map(({ what, cases: ids }) => ({ what, cases: ids.filter((id) => !excused.has(id)) }))
    .filter(({ cases: ids }) => ids.length > 0);
  const partial = profiles.filter(
    (name) => isPartial(found, name) && !known.some(({ profile }) => profile === name),
  );
  const missing = (name: string) =>
    found.results.filter(({ profile, verdict }) => profile === name && verdict === 'unsupported');
  return {
    unexpected: [
      ...failures.map((one) => ({ kind: 'failure' as const, ...one })),
      ...partial.map((name) => ({
        kind: 'partial' as const,
        what: `the profile ${name} is partial: something that must be there is not`,
        cases: missing(name).map(({ id }) => id),
      })),
      ...stale.map((entry) => ({
        kind: 'stale' as const,
        what: `the baseline names the ${kindOf(entry)} ${nameOf(entry)}, which is right now`,
        cases: [],
      })),
    ],
    baseline: baseline === undefined ? null : { known, stale },
  };
}

/** How a run ends: the worst cause wins. */
export function endingOf(
  found: Found & Pick<ConformRecord, 'unexpected'>,
): 'yes' | 'no' | 'environment' | 'not decided' {
  const { results, unexpected, profiles: met, complete } = found;
  if (results.some(({ verdict }) => verdict === 'error')) return 'environment';
  if (unexpected.length > 0) return 'no';
  const isOpen = results.some(
    ({ verdict, level }) =>
      level === 'MUST' && (verdict === 'inconclusive' || verdict === 'skipped'),
  );
  const isEmpty = met.length === 0 || met.some(({ verdict }) => verdict === 'undecided');
  return complete && !isOpen && !isEmpty ? 'yes' : 'not decided';
}
