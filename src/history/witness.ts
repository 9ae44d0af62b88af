import {
  type Account,
  type Call,
  type OperationName,
  operations,
  type Seen,
  step,
  type Unasked,
  unfold,
} from '../../model/index.ts';
import { explains, freelyChosen, throttled, withIds } from '../../model/observe.ts';
import type { Names } from '../observe/rectangles.ts';
import type { HistoryCall } from './history.ts';

/** Something that an account goes through: a call that happened or did not, or a step unasked. */
export type ReplayStep =
  | { readonly call: HistoryCall; readonly happened: boolean }
  | { readonly event: Unasked };

/** An order replayed through `step` and `unfold` on one account at a time. */
export interface Replay {
  /** What one account went through; undefined where none was found, which says nothing against the order. */
  readonly steps: readonly ReplayStep[] | undefined;
}

/** One account on its way. */
interface Way {
  readonly account: Account;
  readonly names: Names;
  readonly before: Way | undefined;
  readonly did: ReplayStep | undefined;
}

/** How many accounts are kept after a call, how many are tried for it, and how many steps are taken in all. */
const [keptMax, triedMax, stepsMax] = [12, 120, 6_000];

/** A longer order is not replayed. */
const callsMax = 500;

/** Whether it may matter to a call that something has happened unasked: all else can as well happen later. */
function matters(event: Unasked, call: Call, account: Account): boolean {
  if (event.machine === 'resource') {
    if (!('id' in event)) return false;
    const kind = account.core.resources.find(({ id }) => id === event.id)?.kind ?? '';
    const isTold = JSON.stringify(call.input).includes(event.id);
    const isOfRole = /ServiceLinkedRole/.test(call.operation) && event.type !== 'succeed';
    return (
      isTold || isOfRole || call.operation.endsWith(`${kind}s`) || /^Create/.test(call.operation)
    );
  }
  if (event.machine === 'interface')
    return operations[call.operation as OperationName].service === 'ec2' || event.type === 'attach';
  return true;
}

/** The ways that go on from these by what may matter to a call, the shortest first. */
function goneOn(ways: readonly Way[], call: Call): readonly Way[] {
  const keyOf = ({ account, names }: Way) =>
    JSON.stringify([account.core, account.beside.visible, names]);
  const found = new Map(ways.map((way) => [keyOf(way), way]));
  for (const way of found.values()) {
    const asked = { ...call, input: withIds(call.input, way.names) };
    for (const { event, account } of unfold(way.account)) {
      if (!matters(event, asked, way.account)) continue;
      const next: Way = { account, names: way.names, before: way, did: { event } };
      const key = keyOf(next);
      if (!found.has(key) && found.size < triedMax) found.set(key, next);
    }
  }
  return [...found.values()];
}

/** The ways after a call, in which its answer is explained. */
function answered(way: Way, call: HistoryCall, seen: Seen): readonly Way[] {
  const { operation, input } = call.call;
  const isRefused = seen.ok === false && throttled.has(`${seen.code} ${seen.status}`);
  const isLost = seen.ok === 'unknown' || (seen.ok === false && seen.status >= 500);
  const not: Way = { ...way, before: way, did: { call, happened: false } };
  if (isRefused) return [not];
  const asked = { ...call.call, input: withIds(input, way.names) };
  const reads = operations[operation as OperationName].reads ?? [];
  const happened = freelyChosen(way.account, reads).flatMap((chosen) => {
    const { account, outcome } = step(chosen, asked);
    const settled = { ...account, choices: way.account.choices };
    const learnt = isLost ? [way.names] : explains(outcome, seen, way.names, {});
    return learnt.map(
      (names): Way => ({ account: settled, names, before: way, did: { call, happened: true } }),
    );
  });
  return isLost ? [not, ...happened] : happened;
}

/**
 * Replays an order on accounts that begin as one, with unasked steps in between where answers need them.
 *
 * Each answer is compared with what `step` gives. Latest times are not looked at here: those were judged along the order.
 */
export function replayed(start: Account, order: readonly HistoryCall[], names: Names = {}): Replay {
  if (order.length > callsMax) return { steps: undefined };
  let ways: readonly Way[] = [{ account: start, names, before: undefined, did: undefined }];
  let steps = 0;
  for (const call of order) {
    const tried = goneOn(ways, call.call);
    steps += tried.length;
    const after = tried.flatMap((way) => answered(way, call, call.seen));
    if (after.length === 0 || steps > stepsMax) return { steps: undefined };
    ways = after.slice(0, keptMax);
  }
  const did: ReplayStep[] = [];
  for (let way = ways[0]; way?.did !== undefined; way = way.before) did.push(way.did);
  return { steps: did.reverse() };
}
