import type { Reply, Target, TargetCall } from '../target/target.ts';

/** What is told of a run while it goes on: enough to write its histories. */
export type RunEvent =
  /** What follows begins from nothing, or from what could not be taken down. */
  | { readonly type: 'begin'; readonly id: string }
  /** A call is made; several may be under way at once. */
  | { readonly type: 'call'; readonly number: number; readonly call: TargetCall }
  | { readonly type: 'reply'; readonly number: number; readonly reply: Reply };

/** What calls took. */
export interface Taken {
  readonly calls: number;
  /** Summed, in milliseconds. */
  readonly ms: number;
}

/** What a run took. */
export interface Statistics extends Taken {
  /** The run as a whole, in milliseconds. */
  readonly wholeMs: number;
  readonly byOperation: Readonly<Record<string, Taken>>;
}

/** A target of which is told what is asked of it. */
export class Watched {
  readonly #began = performance.now();
  readonly #taken = new Map<string, Taken>();
  readonly #tell: (event: RunEvent) => void;
  readonly target: Target;
  #calls = 0;

  constructor(target: Target, tell: (event: RunEvent) => void = () => {}) {
    this.#tell = tell;
    this.target = { ...target, ask: (call) => this.#ask(target, call) };
  }

  async #ask(target: Target, call: TargetCall): Promise<Reply> {
    const number = this.#calls++;
    this.#tell({ type: 'call', number, call });
    const began = performance.now();
    const reply = await target.ask(call);
    const { calls, ms } = this.#taken.get(call.operation) ?? { calls: 0, ms: 0 };
    this.#taken.set(call.operation, { calls: calls + 1, ms: ms + performance.now() - began });
    this.#tell({ type: 'reply', number, reply });
    return reply;
  }

  begin(id: string): void {
    this.#tell({ type: 'begin', id });
  }

  get statistics(): Statistics {
    const all = [...this.#taken.values()];
    return {
      calls: this.#calls,
      ms: all.reduce((sum, { ms }) => sum + ms, 0),
      wholeMs: performance.now() - this.#began,
      byOperation: Object.fromEntries(this.#taken),
    };
  }
}
