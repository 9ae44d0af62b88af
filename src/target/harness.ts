import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isPlain } from '../../model/constraints.ts';
import { issuesOf, issueText } from '../server/issues.ts';
import { type ChildBounds, ChildFailed, ChildLines, shown } from './childLines.ts';
import { TargetError } from './errors.ts';
import { now } from './http.ts';
import { plainOutput } from './reading.ts';
import { type Caller, emptyReply, type Reply, type Target, type TargetCall } from './target.ts';

/** What is borne of a harness, where it is not the default. */
export interface HarnessOptions {
  /** Milliseconds for an answer to have come. Default 30,000. */
  readonly callMs?: number;
  /** The longest answer, in bytes. Default 8 MiB. */
  readonly bodyMax?: number;
  /** Milliseconds for it to end, once it was told to stop. Default 5,000. */
  readonly stopMs?: number;
  /** Gets what it writes to its standard error. Default: nobody does. */
  readonly told?: (text: string) => void;
}

/** The version of the protocol; it changes when a harness for the old one would be misled. */
const protocolVersion = 1;
/** A harness that was silent so often is not started once more. */
const silencesMax = 3;

const schema = JSON.parse(
  readFileSync(new URL('./harness.schema.json', import.meta.url), 'utf8'),
) as { readonly $id: string };

/** The answers to commands, by the names that the schema has for them. */
interface Answers {
  readonly start: {
    readonly version: number;
    readonly name: string;
    readonly features: {
      readonly operations: readonly string[];
      readonly callers?: readonly Caller[];
      readonly advance?: boolean;
    };
  };
  readonly reset: object;
  readonly advance: { readonly advanced: boolean };
  readonly call: {
    readonly output?: Readonly<Record<string, unknown>>;
    readonly error?: { readonly code: string; readonly status: number; readonly message?: string };
    readonly unsupported?: string;
    readonly lost?: string;
  };
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** A harness that runs, and what is agreed on with it. */
class Harness {
  readonly #validators = new Ajv2020({ allErrors: true }).addSchema(schema);
  readonly #command: string;
  readonly #bounds: ChildBounds;
  readonly #told: (text: string) => void;
  #child: ChildLines;
  #failed: ChildFailed | undefined;
  #silences = 0;
  #id = 0;
  #last: Promise<unknown> = Promise.resolve();
  /** What time it is there, if it says so. */
  time: number | undefined;

  constructor(command: string, { told = () => undefined, ...given }: HarnessOptions) {
    this.#command = command;
    this.#bounds = { callMs: 30_000, bodyMax: 8 * 2 ** 20, stopMs: 5000, ...given };
    this.#told = told;
    this.#child = new ChildLines(command, this.#bounds, told);
  }

  /** Asks, one after the other; whoever broke the protocol is not asked again. @throws ChildFailed */
  ask<Command extends keyof Answers>(
    command: Command,
    more: object = {},
  ): Promise<Answers[Command]> {
    const asked = this.#last.then(async () => {
      if (this.#failed !== undefined) throw this.#failed;
      try {
        return await this.#exchange(command, more);
      } catch (error) {
        if (!(error instanceof ChildFailed)) throw error;
        if (error.wasSilent) this.#silences += 1;
        this.#failed = error;
        throw error;
      }
    });
    this.#last = asked.catch(() => undefined);
    return asked;
  }

  async start(): Promise<Answers['start']> {
    const answer = await this.demand('start', { version: protocolVersion });
    if (answer.version === protocolVersion) return answer;
    this.#failed = this.#child.reject('speaks another version');
    throw this.#error(
      `speaks version ${answer.version} of the protocol, and ${protocolVersion} is known here`,
    );
  }

  /** Takes everything away: what is of no use any more is started again. */
  async reset(): Promise<void> {
    if (this.#failed === undefined) {
      await this.demand('reset');
      return;
    }
    if (this.#silences >= silencesMax)
      throw this.#error(`${this.#failed.message}, ${this.#silences} times now`);
    await this.#last;
    this.#failed = undefined;
    this.time = undefined;
    this.#child = new ChildLines(this.#command, this.#bounds, this.#told);
    await this.start();
  }

  /** Asks what has to be answered for a run to go on. @throws TargetError */
  async demand<Command extends 'start' | 'reset'>(
    command: Command,
    more: object = {},
  ): Promise<Answers[Command]> {
    try {
      return await this.ask(command, more);
    } catch (error) {
      if (error instanceof ChildFailed) throw this.#error(`${error.message}, asked to ${command}`);
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#id += 1;
    if (await this.#child.end(JSON.stringify({ id: this.#id, cmd: 'stop' }))) return;
    throw this.#error(
      `does not end within ${this.#bounds.stopMs / 1000} s of stop, and was killed`,
    );
  }

  #error(what: string): TargetError {
    return new TargetError('environment', `The harness ${shown(this.#command)} ${what}.`);
  }

  async #exchange<Command extends keyof Answers>(
    cmd: Command,
    more: object,
  ): Promise<Answers[Command]> {
    this.#id += 1;
    const line = await this.#child.ask(JSON.stringify({ id: this.#id, cmd, ...more }));
    const answer = parsed(line) as { readonly id?: unknown; readonly time?: number } | undefined;
    if (typeof answer !== 'object' || answer === null || !isPlain(answer))
      throw this.#child.reject(`answers with a line that is no JSON object: ${shown(line)}`);
    if (answer.id !== this.#id)
      throw this.#child.reject(
        `answers with the id ${shown(JSON.stringify(answer.id) ?? 'of nothing')} where ${this.#id} was asked`,
      );
    const validate = this.#validators.getSchema(`${schema.$id}#/$defs/${cmd}`);
    if (validate?.(answer) !== true)
      throw this.#child.reject(
        `answers ${cmd} with what does not fit the schema: ${issueText(issuesOf(validate?.errors))}`,
      );
    this.#passes(answer.time, cmd);
    return answer as Answers[Command];
  }

  /** At a reset time may begin anew. */
  #passes(time: number | undefined, cmd: keyof Answers): void {
    if (time === undefined) return;
    if (cmd !== 'reset' && this.time !== undefined && time < this.time)
      throw this.#child.reject(`says a time that goes back from ${this.time} to ${time}`);
    this.time = time;
  }
}

/** What an answer says, as far as it says something. */
function readAnswer({ output, error, unsupported, lost }: Answers['call']): Partial<Reply> {
  if (output !== undefined) return { seen: { ok: true, output: plainOutput(output) } };
  if (error !== undefined) return { seen: { ok: false, ...error } };
  return { unsupported, lost };
}

/**
 * A target that is a program in any language: a child process that is asked, and answers, in lines of JSON
 * (`harness.schema.json`).
 *
 * What breaks the protocol is ended, and started again at the next reset; until then every call is `malformed`, or
 * `lost` where it was silent.
 *
 * @param command - A line for the shell, as it would be typed.
 * @throws TargetError if it does not start, or speaks another version of the protocol.
 * @category Target
 */
export async function harness(command: string, options: HarnessOptions = {}): Promise<Target> {
  const child = new Harness(command, options);
  const { name, features } = await child.start();
  const operations = new Set(features.operations);
  const clock = () => child.time ?? now();
  const ask = async ({ operation, region, input, caller }: TargetCall): Promise<Reply> => {
    const from = clock();
    const reply = (more: Partial<Reply>): Reply => ({
      ...emptyReply,
      from,
      to: clock(),
      ...more,
    });
    if (!operations.has(operation))
      return reply({ unsupported: 'the harness does not list it among its operations' });
    try {
      return reply(readAnswer(await child.ask('call', { operation, region, caller, input })));
    } catch (error) {
      if (!(error instanceof ChildFailed)) throw error;
      const what = `The harness ${error.message}.`;
      return reply(error.wasSilent ? { lost: what } : { malformed: what });
    }
  };
  const advance = async (): Promise<boolean> => {
    try {
      return (await child.ask('advance')).advanced;
    } catch (error) {
      // The next call says so.
      if (error instanceof ChildFailed) return false;
      throw error;
    }
  };
  return {
    name,
    callers: features.callers ?? ['main'],
    ask,
    advance: features.advance === true ? advance : undefined,
    reset: () => child.reset(),
    close: () => child.stop(),
  };
}
