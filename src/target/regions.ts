import type { Reply, Target } from './target.ts';

/** The Regions that cases speak of. */
const spoken = ['us-east-1', 'eu-west-1'] as const;

/** Two Regions of a target, for the two that cases speak of. */
export type TwoRegions = readonly [first: string, second: string];

/** What a Region that cases speak of is called at the target. */
export const regionAt = (regions: TwoRegions | undefined, region: string): string =>
  regions?.[spoken.indexOf(region as (typeof spoken)[number])] ?? region;

/** A value with each of some words in its texts changed into another one, all at once. */
function changed<T>(value: T, words: ReadonlyMap<string, string>): T {
  const pattern = new RegExp([...words.keys()].join('|'), 'g');
  const text = JSON.stringify(value);
  return text === undefined
    ? value
    : (JSON.parse(text.replace(pattern, (word) => words.get(word) ?? word)) as T);
}

/**
 * A target that is asked in other Regions than cases speak of, and whose answers speak of those again.
 *
 * @category Target
 */
export function withRegions<T extends Target>(target: T, regions: TwoRegions | undefined): T {
  if (regions === undefined) return target;
  const outward = new Map(spoken.map((one, at) => [one as string, regions[at] as string]));
  const inward = new Map([...outward].map(([one, other]) => [other, one]));
  return {
    ...target,
    ask: async (call): Promise<Reply> => {
      const input = changed(call.input, outward);
      const reply = await target.ask({ ...call, region: regionAt(regions, call.region), input });
      return { sent: input, ...reply, seen: changed(reply.seen, inward) };
    },
  };
}
