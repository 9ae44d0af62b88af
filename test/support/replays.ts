import { expect } from 'vitest';
import { advance, type Choices, emptyCore, type Lifecycle } from '../../model/index.ts';
import { see } from '../../properties/index.ts';
import type { Violation } from '../../src/explore/explore.ts';

/** Walks a trace again, step by step: each account is that of the trace, and all steps but the last keep the invariant. */
export function expectReplays(
  model: Lifecycle,
  choices: Choices,
  { invariant, trace }: Violation,
): void {
  let core = emptyCore;
  for (const [place, { event, advance: shown }] of trace.entries()) {
    const before = see(core);
    const made = advance(model, choices, core, event);
    expect(made).toEqual(shown);
    core = shown.core;
    const refused = shown.refusal?.refuses;
    const holds = invariant.holds({ before, event, refused, after: see(core), choices });
    expect(holds, `${invariant.name}, step ${place + 1}`).toBe(place < trace.length - 1);
  }
}
