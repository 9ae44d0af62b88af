import type { Caller, Reply, Target, TargetCall } from '../target/target.ts';

/** What is told of a run while it goes on: enough to write its histories. */
export type RunEvent =
  /** What follows begins from nothing, or from what could not be taken down. */
  | {
      readonly type: 'begin';
      readonly id: string;
      /** Who calls, as the target says it. */
      readonly arns: Readonly<Record<Caller, string>>;
    }
  /** A call is made; several may be under way at once. */
  | { readonly type: 'call'; readonly number: number; readonly call: TargetCall }
  | { readonly type: 'reply'; readonly number: number; readonly reply: Reply };

/** What a run took. */
export interface Statistics {
  readonly calls: number;
  /** Milliseconds, summed, for which the target was waited for: in calls, in its model's interface, and in taking down. */
  readonly ms: number;
  /** The run as a whole, in milliseconds. */
  readonly wholeMs: number;
}

/** A target of which is told what is asked of it. */
export class Watched {
  readonly #began = performance.now();
  readonly #tell: (event: RunEvent) => void;
  readonly target: Target;
  #calls = 0;
  #ms = 0;

  constructor(target: Target, tell: (event: RunEvent) => void = () => {}) {
    const { advance, pass, reset } = target;
    this.#tell = tell;
    this.target = {
      ...target,
      ask: (call) => this.#ask(target, call),
      advance: advance && (() => this.timed(advance())),
      pass: pass && ((seconds) => this.timed(pass(seconds))),
      reset: reset && (() => this.timed(reset())),
    };
  }

  /** Counts something as waiting for the target. */
  async timed<T>(made: Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await made;
    } finally {
      this.#ms += performance.now() - began;
    }
  }

  async #ask(target: Target, call: TargetCall): Promise<Reply> {
    const number = this.#calls++;
    this.#tell({ type: 'call', number, call });
    const reply = await this.timed(target.ask(call));
    this.#tell({ type: 'reply', number, reply });
    return reply;
  }

  begin(id: string, arns: Readonly<Record<Caller, string>>): void {
    this.#tell({ type: 'begin', id, arns });
  }

  get statistics(): Statistics {
    return { calls: this.#calls, ms: this.#ms, wholeMs: performance.now() - this.#began };
  }
}
