import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inSeconds } from './http.ts';

/** What is borne of a child. */
export interface ChildBounds {
  /** Milliseconds for a line to have come. */
  readonly callMs: number;
  /** The most that it may write in place of one line, in bytes. */
  readonly bodyMax: number;
  /** Milliseconds for it to end, once there is nothing more to read for it. */
  readonly stopMs: number;
}

/** A child is of no use any more, and was ended: what it did, as a part of a sentence of which it is the subject. */
export class ChildFailed extends Error {
  /** Whether it did nothing at all within the time that it had. */
  readonly wasSilent: boolean;

  constructor(what: string, wasSilent = false) {
    super(what);
    this.wasSilent = wasSilent;
  }
}

const stderrKept = 2000;
const newline = 0x0a;

/** A child process that is asked in lines, and answers in lines: one for each. */
export class ChildLines {
  readonly #process: ChildProcess;
  readonly #bounds: ChildBounds;
  readonly #closed: Promise<unknown>;
  readonly #lines: string[] = [];
  #chunks: Buffer[] = [];
  #bytes = 0;
  #stderr = '';
  #failed: ChildFailed | undefined;
  #wake: () => void = () => undefined;
  readonly #kill = (): void => {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      // All that it has started: its group has its own number.
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };

  /**
   * @param command - A line for the shell, as it would be typed.
   * @param told - Gets what the child writes to its standard error.
   */
  constructor(command: string, bounds: ChildBounds, told: (text: string) => void) {
    this.#bounds = bounds;
    // A group of its own: Ctrl-C is for whoever asks, and one signal ends all of it.
    this.#process = spawn(command, { shell: true, detached: true });
    this.#closed = once(this.#process, 'close').catch(() => undefined);
    process.once('exit', this.#kill);
    this.#process.on('error', (error) => this.#fail(`cannot be started: ${error.message}`));
    this.#process.on('exit', this.#kill);
    this.#process.on('close', (code, signal) => {
      process.off('exit', this.#kill);
      const how = code === null ? `by ${signal}` : `with code ${code}`;
      const last = lastLine(this.#stderr);
      this.#fail(`ended ${how}${last === '' ? '' : ` (${last})`}`);
    });
    this.#process.stdin?.on('error', () => undefined);
    this.#process.stdout?.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrKept);
      told(text);
    });
  }

  /**
   * Sends a line, and gives the next one that comes.
   *
   * @throws ChildFailed
   */
  async ask(line: string): Promise<string> {
    const { callMs } = this.#bounds;
    const [unasked] = this.#lines;
    if (unasked !== undefined)
      this.#fail(`writes a line that nothing asked for: ${shown(unasked)}`);
    this.#bytes = 0;
    if (this.#failed === undefined) {
      this.#process.stdin?.write(`${line}\n`);
      const silent = setTimeout(
        () => this.#fail(`does not answer within ${inSeconds(callMs)}`, true),
        callMs,
      );
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      clearTimeout(silent);
    }
    const answer = this.#lines.shift();
    if (answer !== undefined) return answer;
    throw this.#failed ?? new ChildFailed('ended');
  }

  /** Says that what it answers is not what was agreed on, and ends it. */
  reject(what: string): ChildFailed {
    return this.#fail(what);
  }

  /** Sends a last line and waits for its end. False if it had to be ended. */
  async end(line: string): Promise<boolean> {
    if (this.#failed !== undefined) return true;
    this.#process.stdin?.end(`${line}\n`);
    const { stopMs } = this.#bounds;
    const stopped = new AbortController();
    const isOver = await Promise.race([
      this.#closed.then(() => true),
      sleep(stopMs, false, { signal: stopped.signal }).catch(() => false),
    ]);
    stopped.abort();
    this.#fail('was told to stop');
    return isOver;
  }

  #take(chunk: Buffer): void {
    if (this.#failed !== undefined) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bounds.bodyMax) {
      this.#fail(`writes more than ${this.#bounds.bodyMax} bytes in place of one line`);
      return;
    }
    let rest = chunk;
    for (let at = rest.indexOf(newline); at >= 0; at = rest.indexOf(newline)) {
      this.#lines.push(Buffer.concat([...this.#chunks, rest.subarray(0, at)]).toString('utf8'));
      this.#chunks = [];
      rest = rest.subarray(at + 1);
    }
    this.#chunks.push(rest);
    if (this.#lines.length > 0) this.#wake();
  }

  #fail(what: string, wasSilent = false): ChildFailed {
    this.#failed ??= new ChildFailed(what, wasSilent);
    this.#lines.length = 0;
    this.#kill();
    // What has left the group may hold these open.
    for (const stream of this.#process.stdio) stream?.destroy();
    this.#wake();
    return this.#failed;
  }
}

const shownMax = 100;

const lastLine = (text: string): string =>
  text
    .trimEnd()
    .replace(/.*\n/gs, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();

/** The beginning of what a child wrote, for a sentence. */
export const shown = (line: string): string =>
  JSON.stringify(line.length > shownMax ? `${line.slice(0, shownMax)}…` : line);
