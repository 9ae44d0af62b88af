import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Call } from '../../model/index.ts';
import { once } from '../once.ts';
import { issuesOf, issueText } from '../server/issues.ts';
import { isRecord } from '../wire/values.ts';
import { messageOf, TargetError } from './errors.ts';
import type { Reply, Target, TargetCall } from './target.ts';

/** What a target wants to be there already, in one Region. */
export interface RegionInputs {
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly executionRoleArn?: string;
  readonly agentRuntimeArtifact?: Readonly<Record<string, unknown>>;
}

/** What strict targets need, by Region. */
export interface Inputs {
  readonly regions: Readonly<Record<string, RegionInputs>>;
}

const ids = (prefix: string) =>
  ({
    type: 'array',
    minItems: 1,
    maxItems: 16,
    uniqueItems: true,
    items: { type: 'string', pattern: `^${prefix}-[0-9a-zA-Z]{8,17}$` },
  }) as const;

/** The JSON Schema of an inputs file. @category Target */
export const inputsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['regions'],
  properties: {
    regions: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[a-z]{2}(-[a-z]+)+-\\d$' },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          subnets: ids('subnet'),
          securityGroups: ids('sg'),
          executionRoleArn: { type: 'string', pattern: '^arn:[\\w-]+:iam::\\d{12}:role/.+$' },
          agentRuntimeArtifact: { type: 'object', minProperties: 1 },
        },
      },
    },
  },
} as const;

const validator = once(() => new Ajv({ allErrors: true }).compile<Inputs>(inputsSchema));

/**
 * The inputs that a JSON value describes.
 *
 * @throws TargetError if it does not fit `inputsSchema`.
 */
export function inputsFrom(value: unknown, source = 'This'): Inputs {
  const validate = validator();
  if (validate(value)) return value;
  throw new TargetError(
    'usage',
    `${source} is no inputs file: ${issueText(issuesOf(validate.errors))}.`,
  );
}

/** Reads an inputs file. */
export function readInputs(file: string): Inputs {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TargetError('usage', `${file} cannot be read as JSON: ${messageOf(error)}.`);
  }
  return inputsFrom(value, file);
}

/** Something that a call uses and that was not made by the run: by which text calls say so, and what it stands for. */
interface Placeholder {
  readonly pattern: RegExp;
  readonly what: string;
  readonly value: (inputs: RegionInputs, text: string) => string | undefined;
}

/** The last digits of a placeholder count: `subnet-00000001` is the second one. */
const numbered = (list: readonly string[] | undefined, text: string): string | undefined =>
  list?.[Number.parseInt(text.slice(-4), 16)];

const placeholders: readonly Placeholder[] = [
  {
    pattern: /^subnet-0000[0-9a-f]{4}$/,
    what: 'subnets',
    value: ({ subnets }, text) => numbered(subnets, text),
  },
  {
    pattern: /^sg-0000[0-9a-f]{4}$/,
    what: 'securityGroups',
    value: ({ securityGroups }, text) => numbered(securityGroups, text),
  },
  {
    pattern: /^arn:aws:iam::\d{12}:role\/execution$/,
    what: 'executionRoleArn',
    value: ({ executionRoleArn }) => executionRoleArn,
  },
];

const isPlaceholderArtifact = (member: string, value: unknown): boolean =>
  member === 'agentRuntimeArtifact' && isRecord(value) && Object.keys(value).length === 0;

/** A value with each text, and each placeholder of an artifact, changed. */
function changed(
  value: unknown,
  text: (text: string) => string,
  artifact: unknown,
  member = '',
): unknown {
  if (typeof value === 'string') return text(value);
  if (artifact !== undefined && isPlaceholderArtifact(member, value)) return artifact;
  if (Array.isArray(value)) return value.map((item) => changed(item, text, artifact));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, changed(item, text, artifact, name)]),
  );
}

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/**
 * What a call needs that the inputs do not have, in words; undefined if they have it all. Without inputs a target takes
 * any, and nothing is needed.
 */
export function lacks(
  inputs: Inputs | undefined,
  { region, input }: TargetCall,
): string | undefined {
  if (inputs === undefined) return undefined;
  const given = inputs.regions[region] ?? {};
  const texts = textsIn(input);
  const wanted = placeholders
    .filter(({ pattern, value }) =>
      texts.some((text) => pattern.test(text) && value(given, text) === undefined),
    )
    .map(({ what }) => what);
  const noArtifact =
    given.agentRuntimeArtifact === undefined &&
    Object.entries(input).some(([member, value]) => isPlaceholderArtifact(member, value));
  const all = [...wanted, ...(noArtifact ? ['agentRuntimeArtifact'] : [])];
  return all.length === 0 ? undefined : `${all.join(', ')} in ${region}`;
}

/**
 * A target that is asked with placeholders, and gets what the inputs have in their place; answers have the placeholders
 * again. It has to be put around a guard, not into one: what was given is not the run's to change.
 *
 * @category Target
 */
export function withInputs<T extends Target>(target: T, inputs: Inputs | undefined): T {
  if (inputs === undefined) return target;
  const outward = (given: RegionInputs, input: Call['input'], back: Map<string, string>) => {
    const value = (text: string): string => {
      const found = placeholders.find(({ pattern }) => pattern.test(text))?.value(given, text);
      if (found !== undefined) back.set(found, text);
      return found ?? text;
    };
    return changed(input, value, given.agentRuntimeArtifact) as Call['input'];
  };
  const known = new Map<string, Map<string, string>>();
  const backOf = (region: string): Map<string, string> => {
    const back = known.get(region) ?? new Map<string, string>();
    known.set(region, back);
    return back;
  };
  const inward = (region: string, reply: Reply): Reply => {
    const back = [...backOf(region)];
    const text = (given: string): string =>
      back.reduce((soFar, [real, placeholder]) => soFar.replaceAll(real, placeholder), given);
    return { ...reply, seen: changed(reply.seen, text, undefined) as Reply['seen'] };
  };
  return {
    ...target,
    ask: async (call: TargetCall) => {
      const given = inputs.regions[call.region] ?? {};
      const input = outward(given, call.input, backOf(call.region));
      const reply = await target.ask({ ...call, input });
      return inward(call.region, { sent: input, ...reply });
    },
  };
}
