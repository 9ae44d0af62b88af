import { diffArrays } from 'diff';
import { type KnownPassage, type RequirementId, requirements } from '../../model/index.ts';
import { wrapped } from '../report/text.ts';
import type { Passage } from './passages.ts';

/** One place where a newer copy differs from the document that the requirements were made from. */
export interface Change {
  /** The passages that are there now. */
  readonly now: readonly string[];
  /** How many known passages are not there any more. */
  readonly gone: number;
  /** What the passages that are gone stated; where none is gone, what the ones before and after state. */
  readonly touches: readonly RequirementId[];
}

/**
 * Compares a newer copy of a document with what is known of the older one.
 *
 * @param known - The passages that requirements were made from, in order.
 * @param newer - The passages of the newer copy.
 * @returns One change for each place that differs; none if the copies say the same.
 */
export function drift(
  known: readonly KnownPassage[],
  newer: readonly Passage[],
): readonly Change[] {
  const texts = new Map(newer.map(({ digest, text }) => [digest, text]));
  const rulesOf = (from: number, to: number): RequirementId[] => [
    ...new Set(known.slice(Math.max(from, 0), to).flatMap(({ rules }) => rules)),
  ];
  const changes: Change[] = [];
  let at = 0;
  let open: { now: string[]; gone: number } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const { now, gone } = open;
    const touches = gone > 0 ? rulesOf(at - gone, at) : rulesOf(at - 1, at + 1);
    changes.push({ now, gone, touches });
    open = undefined;
  };
  const parts = diffArrays(
    known.map(({ digest }) => digest),
    newer.map(({ digest }) => digest),
  );
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      close();
      at += value.length;
      continue;
    }
    open ??= { now: [], gone: 0 };
    if (added) open.now.push(...value.map((digest) => texts.get(digest) ?? ''));
    else {
      open.gone += value.length;
      at += value.length;
    }
  }
  close();
  return changes;
}

/** The changes, for people. */
export function driftText(document: string, changes: readonly Change[]): string {
  if (changes.length === 0) return `${document}: says what the requirements were made from.\n`;
  const lines = changes.map(({ now, gone, touches }, index) =>
    [
      `${document}, change ${index + 1}: ${gone} gone, ${now.length} new`,
      ...now.map((text) => `  now: ${wrapped(text, '    ')}`),
      ...(touches.length === 0 ? ['  touches no requirement'] : []),
      ...touches.map((id) => `  touches ${wrapped(`${id}: ${requirements[id].sentence}`, '    ')}`),
    ].join('\n'),
  );
  return `${lines.join('\n\n')}\n`;
}
