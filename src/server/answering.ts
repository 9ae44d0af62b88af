import { type Call, type Caller, type OperationName, operations } from '../../model/index.ts';
import type { Recorded } from '../history/recorder.ts';
import { filter, isRefused, page } from './lists.ts';
import { filled } from './shown.ts';
import type { Worlds } from './worlds.ts';

/** What a server answers, with names as clients see them. */
export type Answered =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly code: string;
      readonly status: number;
      readonly message: string;
      /** The requirement that decides, where one does. */
      readonly rule?: string;
    };

/** Who calls, in which account. */
export interface Who {
  readonly account: string;
  readonly caller: Caller;
}

/**
 * Answers one call, and lets it happen.
 *
 * @param call - The call as it came, with names in it.
 * @returns What is answered, the number of the turn that it took in its account, and what was kept of it.
 */
export function answerCall(
  worlds: Worlds,
  { account: id, caller }: Who,
  call: Pick<Call, 'region' | 'input'> & { readonly operation: OperationName },
): {
  readonly answered: Answered;
  readonly turn: number;
  readonly recorded: Recorded | undefined;
} {
  const place = worlds.place(id);
  const { world, names } = place;
  const before = world.account;
  const { outcome, account, asked, recorded } = worlds.answer(place, { ...call, caller });
  const { turn } = world;
  if (!outcome.ok) return { answered: names.given(outcome), turn, recorded };
  const output = filled(outcome.output, {
    call: asked,
    account,
    times: world.times,
    changes: account !== before,
    at: worlds.now,
  });
  const { service } = operations[call.operation];
  const filtered = filter(call.operation, call.input.Filters, names.given(output));
  const paged = isRefused(filtered) ? filtered : page(service, asked, filtered);
  return { answered: isRefused(paged) ? paged : { ok: true, output: paged }, turn, recorded };
}
