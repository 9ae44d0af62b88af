import { randomInt } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { OperationName } from '../../model/index.ts';
import type { Service } from '../wire/message.ts';
import { isGlobal, type ThingKind } from './effects.ts';
import { messageOf, TargetError } from './errors.ts';

/** What is to be made, before it is asked for. */
export interface Intent {
  readonly operation: OperationName;
  readonly kind: ThingKind;
  readonly region: string;
  /** With the run's prefix, if it is one that things of that kind can have. */
  readonly name: string | undefined;
  readonly token: string | undefined;
}

/** What became of an intent. */
export type End =
  | { readonly was: 'made'; readonly id: string }
  | { readonly was: 'refused' }
  | { readonly was: 'unknown'; readonly why: string };

/** A policy that was attached to a user or a group of the run, or may have been. */
export interface Attached {
  readonly kind: 'user' | 'group';
  readonly id: string;
  readonly policy: string;
}

/** What was there before the run, and is never changed. */
export interface Before {
  /** Whether the role was. It counts as the run's own only if it is known to have been absent. */
  readonly role: 'absent' | 'present' | 'unknown';
  /** The names of all service-linked roles. */
  readonly linkedRoles: readonly string[];
  /** The network interfaces, in subnets that were given to the run. */
  readonly interfaces: readonly string[];
}

/** One line. */
type Line =
  | ({ readonly line: 'run' } & RunOf)
  | ({ readonly line: 'before' } & Before)
  | ({ readonly line: 'intent'; readonly number: number } & Intent)
  | ({ readonly line: 'end'; readonly number: number } & End)
  | ({ readonly line: 'attached' } & Attached)
  | { readonly line: 'network'; readonly region: string; readonly ids: readonly string[] }
  | { readonly line: 'uses'; readonly region: string; readonly subnets: readonly string[] }
  | { readonly line: 'gone'; readonly number: number };

/** Which run a ledger is of. */
export interface RunOf {
  readonly version: 1;
  /** What the names of all that the run makes begin with. */
  readonly prefix: string;
  /** Where the run was made, for `clean`. */
  readonly endpoint?: string | Readonly<Partial<Record<Service, string>>>;
  readonly realAccount?: string;
}

/** Something that a run made, or may have. */
export interface Entry extends Intent {
  readonly number: number;
  readonly end: End | undefined;
  readonly isGone: boolean;
  /** The number that the next entry had, or will have, when it went. */
  readonly goneBefore?: number;
}

const keyOf = (kind: ThingKind, region: string, id: string): string =>
  `${kind} ${isGlobal(kind) ? '' : region} ${id}`;

const prefixDigits = 36 ** 6;

/** A prefix that no other run has: letters, digits and an underscore, as every kind of name may begin. */
export const newPrefix = (): string =>
  `slr${randomInt(prefixDigits).toString(36).padStart(6, '0')}_`;

/** What a run has made, may have made, and may change. Kept on disk, each line before it matters. @category Target */
export class Ledger {
  readonly run: RunOf;
  readonly #write: (line: string, isSafe: boolean) => void;
  readonly #close: () => void;
  readonly #entries: Entry[] = [];
  readonly #attached: Attached[] = [];
  readonly #made = new Set<string>();
  readonly #ids = new Set<string>();
  readonly #network = new Map<string, ReadonlySet<string>>();
  readonly #used = new Map<string, Set<string>>();
  #before: Before | undefined;

  private constructor(
    run: RunOf,
    write: (line: string, isSafe: boolean) => void,
    close: () => void,
  ) {
    this.run = run;
    this.#write = write;
    this.#close = close;
  }

  /** A ledger that is kept in memory only: for targets that end with the process. */
  static inMemory(prefix = newPrefix()): Ledger {
    return new Ledger(
      { version: 1, prefix },
      () => undefined,
      () => undefined,
    );
  }

  /**
   * A new ledger on disk.
   *
   * @throws TargetError if the file is there already, since it may name what is still to be taken down, or cannot be
   *   written.
   */
  static create(file: string, about: Omit<RunOf, 'version' | 'prefix'> = {}): Ledger {
    const ledger = Ledger.#onDisk(file, 'wx', { version: 1, prefix: newPrefix(), ...about });
    ledger.#keep({ line: 'run', ...ledger.run });
    return ledger;
  }

  /**
   * A ledger as an earlier run left it, perhaps in the middle of a line.
   *
   * @param how - Whether what happens from now on is kept there.
   * @throws TargetError if the file is none.
   */
  static open(file: string, how: 'append' | 'read' = 'append'): Ledger {
    const [first, ...lines] = linesOf(file);
    if (first?.line !== 'run' || first.version !== 1)
      throw new TargetError('usage', `${file} is no ledger of a run.`);
    const { line: _, ...run } = first;
    const nowhere = () => undefined;
    const ledger =
      how === 'read' ? new Ledger(run, nowhere, nowhere) : Ledger.#onDisk(file, 'a', run);
    for (const line of lines) ledger.#take(line);
    // A line that was cut off by a crash must not spoil the next one.
    ledger.#write('\n', false);
    return ledger;
  }

  static #onDisk(file: string, flags: 'wx' | 'a', run: RunOf): Ledger {
    try {
      const open = openSync(file, flags, 0o600);
      const write = (text: string, isSafe: boolean): void => {
        writeSync(open, text);
        if (isSafe) fdatasyncSync(open);
      };
      return new Ledger(run, write, () => closeSync(open));
    } catch (error) {
      const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
      throw new TargetError(
        'usage',
        isThere
          ? `${file} is there already. Run agentcore-slr clean --ledger ${file}, and remove it.`
          : `${file} cannot be written: ${messageOf(error)}.`,
      );
    }
  }

  /** Everything that may have been made, in the order in which it was asked for. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get attached(): readonly Attached[] {
    return this.#attached;
  }

  /** Undefined until the run has looked. */
  get before(): Before | undefined {
    return this.#before;
  }

  /** Keeps what was there before the run. */
  begin(before: Before): void {
    this.#put({ line: 'before', ...before });
  }

  /** Keeps what is about to be made. */
  intend(intent: Intent): number {
    const number = this.#entries.length;
    this.#put({ line: 'intent', number, ...intent });
    return number;
  }

  /** Keeps what became of an intent. */
  end(number: number, end: End): void {
    this.#put({ line: 'end', number, ...end });
  }

  /** Keeps that a policy is about to be attached. */
  attach(attached: Attached): void {
    this.#put({ line: 'attached', ...attached });
  }

  /** Keeps what was there in EC2 before the run made anything in a Region: where tags are not kept, it tells them apart. */
  found(region: string, ids: readonly string[]): void {
    this.#put({ line: 'network', region, ids });
  }

  /** What was there in EC2 before the run, by Region. */
  get network(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#network;
  }

  /** Keeps which subnets a resource is about to be connected to. */
  use(region: string, subnets: readonly string[]): void {
    if (subnets.some((subnet) => !this.#used.get(region)?.has(subnet)))
      this.#put({ line: 'uses', region, subnets });
  }

  /** The subnets that resources of the run were connected to, by Region. */
  get used(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#used;
  }

  /** Keeps that something is not there any more, or never was. */
  gone(number: number): void {
    this.#put({ line: 'gone', number });
  }

  /** Whether the run made something of that id, as far as it knows. */
  has(kind: ThingKind, region: string, id: string): boolean {
    return this.#made.has(keyOf(kind, region, id));
  }

  /** Whether the run made anything of that id. */
  hasAny(id: unknown): boolean {
    return typeof id === 'string' && this.#ids.has(id);
  }

  close(): void {
    this.#close();
  }

  #put(line: Line): void {
    this.#keep(line);
    this.#take(line);
  }

  #keep(line: Line): void {
    // What became of an intent can be found out again: it survives the end of the process, not a loss of power at once.
    const isSafe = line.line !== 'end' && line.line !== 'gone';
    this.#write(`${JSON.stringify(line)}\n`, isSafe);
  }

  #take(line: Line): void {
    switch (line.line) {
      case 'run':
        return;
      case 'before':
        this.#before = line;
        return;
      case 'intent':
        this.#entries[line.number] = { ...line, end: undefined, isGone: false };
        return;
      case 'attached':
        this.#attached.push(line);
        return;
      case 'network':
        this.#network.set(line.region, new Set(line.ids));
        return;
      case 'uses':
        this.#used.set(
          line.region,
          new Set([...(this.#used.get(line.region) ?? []), ...line.subnets]),
        );
        return;
      case 'end':
      case 'gone': {
        const entry = this.#entries[line.number];
        if (entry === undefined) return;
        if (line.line === 'end' && line.was === 'made') {
          this.#made.add(keyOf(entry.kind, entry.region, line.id));
          this.#ids.add(line.id);
        }
        this.#entries[line.number] =
          line.line === 'gone'
            ? { ...entry, isGone: true, goneBefore: this.#entries.length }
            : { ...entry, end: line };
      }
    }
  }
}

/** The lines of a ledger; one that was cut off at a crash had not mattered yet. */
function linesOf(file: string): readonly Line[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new TargetError('usage', `${file} cannot be read: ${messageOf(error)}.`);
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
