import type { Choices, Core } from '../../model/index.ts';
import { isHeld, see } from '../../properties/index.ts';
import { actions as bits } from './actions.ts';
import type { Graph } from './graph.ts';

/**
 * Whether an account of some kind can be reached from every account, by a caller with every right.
 *
 * @returns An account from which it cannot, or undefined if there is none.
 */
export function canAlwaysReach(graph: Graph, isGoal: (core: Core) => boolean): number | undefined {
  const { size, first, targets, actions } = graph;
  const starts = new Int32Array(size + 1);
  for (const target of targets) starts[target + 1] = (starts[target + 1] as number) + 1;
  for (let n = 0; n < size; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const next = starts.slice();
  const sources = new Int32Array(targets.length);
  for (let from = 0; from < size; from++)
    for (let edge = first[from] as number; edge < (first[from + 1] as number); edge++) {
      const target = targets[edge] as number;
      const place = next[target] as number;
      next[target] = place + 1;
      sources[place] = ((actions[edge] as number) & bits.entitled) !== 0 ? from : -1;
    }
  const can = new Uint8Array(size);
  const queue = new Int32Array(size);
  let end = 0;
  for (let n = 0; n < size; n++)
    if (isGoal(graph.account(n))) {
      can[n] = 1;
      queue[end++] = n;
    }
  for (let at = 0; at < end; at++) {
    const here = queue[at] as number;
    for (let edge = starts[here] as number; edge < (starts[here + 1] as number); edge++) {
      const source = sources[edge] as number;
      if (source >= 0 && can[source] === 0) {
        can[source] = 1;
        queue[end++] = source;
      }
    }
  }
  const not = can.indexOf(0);
  return not === -1 ? undefined : not;
}

const everyAction = bits.request | bits.start | bits.end;

/**
 * Whether deletion succeeds in the end, if nothing holds the role from some point on and the client asks again.
 *
 * Decided on the accounts in which the role exists and nothing holds it: there must be no way to stay among them
 * for ever that is fair, that is, on which the client asks, and the task starts and ends, wherever they can all the time.
 *
 * @returns An account from which deletion may be put off for ever, or undefined if there is none.
 */
export function deletionSucceedsEventually(graph: Graph, choices: Choices): number | undefined {
  const { size, first, targets, actions } = graph;
  const free = new Uint8Array(size);
  for (let n = 0; n < size; n++) {
    const seen = see(graph.account(n));
    free[n] = seen.roleId !== undefined && !isHeld(seen, choices) ? 1 : 0;
  }
  const component = components(graph, free);
  /** For each component: the actions taken within it, and those that are impossible somewhere in it. */
  const taken = new Map<number, number>();
  const impossible = new Map<number, number>();
  for (let n = 0; n < size; n++) {
    if (free[n] === 0) continue;
    const own = component[n] as number;
    let possible = 0;
    for (let edge = first[n] as number; edge < (first[n + 1] as number); edge++) {
      const action = (actions[edge] as number) & everyAction;
      possible |= action;
      if (component[targets[edge] as number] === own)
        taken.set(own, (taken.get(own) ?? 0) | action);
    }
    impossible.set(own, (impossible.get(own) ?? 0) | (everyAction & ~possible));
  }
  for (let n = 0; n < size; n++) {
    if (free[n] === 0) continue;
    const own = component[n] as number;
    if (((taken.get(own) ?? 0) | (impossible.get(own) ?? 0)) === everyAction) return n;
  }
  return undefined;
}

/** The strongly connected components among some accounts, by Tarjan's algorithm without recursion; -1 outside. */
function components({ size, first, targets }: Graph, among: Uint8Array): Int32Array {
  const component = new Int32Array(size).fill(-1);
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const edgeAt = new Int32Array(size);
  const stack: number[] = [];
  const path: number[] = [];
  let met = 0;
  let count = 0;
  const enter = (n: number): void => {
    index[n] = low[n] = met++;
    edgeAt[n] = first[n] as number;
    stack.push(n);
    path.push(n);
  };
  for (let root = 0; root < size; root++) {
    if (among[root] === 0 || index[root] !== -1) continue;
    enter(root);
    while (path.length > 0) {
      const here = path.at(-1) as number;
      const edge = edgeAt[here] as number;
      if (edge < (first[here + 1] as number)) {
        edgeAt[here] = edge + 1;
        const next = targets[edge] as number;
        if (among[next] === 0) continue;
        if (index[next] === -1) enter(next);
        else if (component[next] === -1)
          low[here] = Math.min(low[here] as number, index[next] as number);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above] = Math.min(low[above] as number, low[here] as number);
      if (low[here] !== index[here]) continue;
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        component[member] = count;
        if (member === here) break;
      }
      count += 1;
    }
  }
  return component;
}
