import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationName } from '../../model/index.ts';
import { BudgetSpent } from './budget.ts';
import { effects, type ThingKind } from './effects.ts';
import { TargetError } from './errors.ts';
import type { Entry, Ledger } from './ledger.ts';
import { askAll } from './lists.ts';
import { isThrottled, type Patience, until } from './patience.ts';
import type { Reply, Target, TargetCall } from './target.ts';

/** Something that is still there, or may be. */
export interface Remaining {
  readonly kind: ThingKind | 'service-interface';
  readonly region: string;
  /** Its id; its name where the id is not known. */
  readonly id: string;
  readonly reason: string;
}

/** Thrown within a clean that has to stop, and caught where it began. */
export class Stopped extends Error {}

const attempts = 6;

/** An entry by what it is called: its id, or its name where none is known. */
export const idOf = ({ end, name, operation }: Entry): string =>
  end?.was === 'made' ? end.id : (name ?? `what ${operation} made`);

/** Whether a reply says that there is no such thing. */
export const isGone = ({ seen }: Reply): boolean =>
  seen.ok === false && /NoSuchEntity|NotFound/.test(seen.code);

/** Why something was not done, in a few words. */
export function whyNot({ seen, lost, unsupported, malformed }: Reply): string {
  if (unsupported !== undefined) return unsupported;
  if (lost !== undefined) return lost;
  if (seen.ok === false)
    return `${seen.code}${seen.message === undefined ? '' : `: ${seen.message.replace(/\.$/, '')}`}`;
  return malformed ?? 'it is still there';
}

const isPassing = (reply: Reply): boolean =>
  reply.lost !== undefined ||
  isThrottled(reply) ||
  (reply.seen.ok === false && reply.seen.status >= 500);

const keyOf = ({ kind, region, id }: Pick<Remaining, 'kind' | 'region' | 'id'>): string =>
  `${kind} ${region} ${id}`;

/** What the steps of a clean work with. */
export class Cleaning {
  readonly ledger: Ledger;
  readonly target: Target;
  readonly #patience: Patience;
  readonly #signal: AbortSignal | undefined;
  readonly #inVain: ReadonlySet<string>;
  readonly #reasons = new Map<number, string>();
  /** What is not in the ledger and is left all the same. */
  readonly others: Remaining[] = [];

  constructor(
    target: Target,
    ledger: Ledger,
    patience: Patience,
    signal?: AbortSignal,
    inVain: readonly Remaining[] = [],
  ) {
    this.target = target;
    this.ledger = ledger;
    this.#patience = patience;
    this.#signal = signal;
    this.#inVain = new Set(inVain.map(keyOf));
  }

  /** Makes a call, once more where nothing came back or it came too soon: taking down the same thing twice does no harm. */
  async ask(
    operation: OperationName,
    region: string,
    input: TargetCall['input'] = {},
  ): Promise<Reply> {
    const call: TargetCall = { operation, region, input, caller: 'main' };
    for (let attempt = 1; ; attempt++) {
      if (this.#signal?.aborted) throw new Stopped('it was interrupted');
      const reply = await this.#askOnce(call);
      if (!isPassing(reply)) return reply;
      if (attempt === attempts) {
        if (reply.lost !== undefined) await this.#mustBeThere(region);
        return reply;
      }
      await sleep(Math.min(this.#patience.firstMs * 2 ** attempt, this.#patience.mostMs));
    }
  }

  /** @throws Stopped if there are no calls left. */
  async #askOnce(call: TargetCall): Promise<Reply> {
    try {
      return await askAll(this.target.ask, call);
    } catch (error) {
      throw error instanceof BudgetSpent ? new Stopped('the budget of calls is spent') : error;
    }
  }

  /** @throws TargetError if the target answers nothing at all any more. */
  async #mustBeThere(region: string): Promise<void> {
    const call = { operation: 'GetCallerIdentity', region, input: {}, caller: 'main' } as const;
    const { lost } = await this.#askOnce(call);
    if (lost === undefined) return;
    const why = `${this.target.name} does not answer any more: ${lost}`;
    throw new TargetError('environment', `${why.replace(/\.$/, '')}.`);
  }

  until<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    return until(this.target, this.#patience, look, this.#signal);
  }

  /** Whether nothing is left of some things but what an earlier clean waited for in vain. */
  isInVain(...left: readonly (Entry & { readonly id: string })[]): boolean {
    return left.every((one) => this.#inVain.has(keyOf(one)));
  }

  /** What was made of some kinds and is not gone. */
  left(...kinds: readonly ThingKind[]): readonly (Entry & { readonly id: string })[] {
    const made = this.ledger.entries
      .filter(({ kind, isGone, end }) => kinds.includes(kind) && !isGone && end?.was === 'made')
      .map((entry) => ({ ...entry, id: idOf(entry) }));
    return [...new Map(made.map((one) => [keyOf(one), one])).values()];
  }

  /** Keeps that something is gone; the same thing may have been made, or asked for, more than once. */
  gone(entry: Entry): void {
    const id = idOf(entry);
    for (const one of this.ledger.entries)
      if (one.kind === entry.kind && one.region === entry.region && !one.isGone && idOf(one) === id)
        this.ledger.gone(one.number);
  }

  /** Keeps why something is not gone yet. */
  because({ number }: Entry, reason: string): void {
    this.#reasons.set(number, reason);
  }

  remaining(otherwise: string): readonly Remaining[] {
    const ofLedger = this.ledger.entries
      .filter(
        (entry) =>
          !entry.isGone && !(entry.end?.was === 'refused' && !this.#reasons.has(entry.number)),
      )
      .map((entry) => ({
        kind: entry.kind,
        region: entry.region,
        id: idOf(entry),
        reason: this.#reasons.get(entry.number) ?? otherwise,
      }));
    const byThing = new Map(ofLedger.map((one) => [keyOf(one), one]));
    return [...byThing.values(), ...this.others];
  }
}

/** The operation that deletes what another one makes, and the member that names it there. */
export const deletions: Readonly<Record<ThingKind, readonly [OperationName, member: string]>> = {
  'service-linked-role': ['DeleteServiceLinkedRole', 'RoleName'],
  role: ['DeleteRole', 'RoleName'],
  user: ['DeleteUser', 'UserName'],
  group: ['DeleteGroup', 'GroupName'],
  vpc: ['DeleteVpc', 'VpcId'],
  subnet: ['DeleteSubnet', 'SubnetId'],
  'security-group': ['DeleteSecurityGroup', 'GroupId'],
  'network-interface': ['DeleteNetworkInterface', 'NetworkInterfaceId'],
  runtime: ['DeleteAgentRuntime', 'agentRuntimeId'],
  'code-interpreter': ['DeleteCodeInterpreter', 'codeInterpreterId'],
  browser: ['DeleteBrowser', 'browserId'],
};

/** The operation that shows one thing of a kind. */
export const reading = (operation: OperationName): OperationName => {
  const read = operation.replace(/^Delete/, 'Get') as OperationName;
  if (!Object.hasOwn(effects, read)) throw new Error(`there is no ${read}`);
  return read;
};
