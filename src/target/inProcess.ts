import {
  type Account,
  type Choices,
  defaultChoices,
  type Model,
  type OperationName,
  operations,
  reference,
  type Seen,
} from '../../model/index.ts';
import { defaultAccount } from '../server/admission.ts';
import { answerCall } from '../server/answering.ts';
import { callerOf } from '../server/callers.ts';
import { clockFrom } from '../server/clock.ts';
import { type Duration, type DurationName, durationsOf } from '../server/durations.ts';
import { accountOf, Worlds } from '../server/worlds.ts';
import { messageOf } from './errors.ts';
import { now } from './http.ts';
import { plainOutput } from './reading.ts';
import { type Caller, emptyReply, type Reply, type Target, type TargetCall } from './target.ts';
import { timeFault } from './times.ts';

/**
 * What can be plugged in as a target without HTTP.
 *
 * @category Target
 */
export interface Implementation {
  /** What it is, for readers. */
  readonly name: string;
  /** Who can call. */
  readonly callers: readonly Caller[];
  /**
   * Answers a call: an output with the members that the AWS SDK has, times as `Date` or as text in ISO 8601; a refusal
   * with the code that is on the wire; or `unsupported`, and why. What it throws counts as an answer that was lost.
   */
  readonly answer: (call: TargetCall) => Answered | Promise<Answered>;
  /** Lets the next thing happen that is under way, at once; false if nothing is. */
  readonly advance?: () => boolean | Promise<boolean>;
  /** Lets seconds pass where time stands still, with all that happens in them. */
  readonly pass?: (seconds: number) => void | Promise<void>;
  /** Takes everything away at once. */
  readonly reset?: () => void | Promise<void>;
  /** What time it is there, in milliseconds since 1970, if it stands still until it is told to go on. */
  readonly standingTime?: () => number;
  /** Lets go of what it holds; nothing is asked afterwards. */
  readonly close?: () => void | Promise<void>;
}

/** What an implementation answers. */
export type Answered = Seen | { readonly unsupported: string };

/** How the model is set up as a target. */
export interface ModelOptions {
  /** What ids, durations and every choice of order are drawn from. Default `'0'`. */
  readonly seed?: string;
  /** Alternatives to take where they are not the defaults. */
  readonly choices?: Partial<Choices>;
  /** `adversarial` takes any behaviour that the model permits. Default `documented`. */
  readonly behaviour?: 'documented' | 'adversarial';
  /** How long things take where it is not the default, in seconds. */
  readonly durations?: Partial<Record<DurationName, Duration>>;
  /** Default: the reference model. */
  readonly model?: Model;
  /** What the account is like at the start. Default: nothing in it. */
  readonly account?: Account;
  /** Whether time stands still until `advance`, or all that can happen has happened. Default `manual`. */
  readonly timeScale?: 'manual' | 'instant';
}

const remembered = 500;
const rights = { main: 'administrator', limited: 'reader' } as const;

/** The model itself, to be called in process: the same one that `serve` puts behind HTTP. @category Target */
export function modelImplementation(options: ModelOptions = {}): Implementation {
  const { seed = '0', timeScale = 'manual', model = reference, account } = options;
  const adversarial = options.behaviour === 'adversarial';
  const choices = { ...(account?.choices ?? defaultChoices), ...options.choices };
  const durations = { ...durationsOf(adversarial), ...options.durations };
  const instant = timeScale === 'instant';
  const settings = { seed, model, durations, adversarial, instant, remembered };
  const worlds = new Worlds(settings, clockFrom(timeScale), undefined, accountOf(choices, account));
  const id = account?.id ?? defaultAccount;
  return {
    name: 'the model',
    callers: ['main', 'limited'],
    answer: ({ operation, region, input, caller }) => {
      if (!Object.hasOwn(operations, operation))
        return { unsupported: `the model has no ${operation}` };
      const who = { account: id, caller: callerOf(id, rights[caller]) };
      const call = { operation: operation as keyof typeof operations, region, input };
      const { answered } = answerCall(worlds, who, call);
      if (answered.ok) return answered;
      const { code, status, message } = answered;
      return { ok: false, code, status, message };
    },
    advance: () => {
      const due = worlds.place(id).world.next;
      if (due !== undefined) worlds.goOnTo(id, due.at);
      return due !== undefined;
    },
    pass: (seconds) => worlds.goOnTo(id, worlds.now + seconds * 1000),
    reset: () => worlds.reset(id),
    standingTime: () => worlds.now,
  };
}

/**
 * A target that is called without HTTP.
 *
 * @param implementation - What is called. Default: the model itself.
 * @category Target
 */
export function inProcess(implementation: Implementation = modelImplementation()): Target {
  const { name, callers, advance, pass, reset, standingTime, close } = implementation;
  const clock = standingTime ?? now;
  return {
    name,
    callers,
    ask: async (call): Promise<Reply> => {
      const from = clock();
      const reply = (more: Partial<Reply>): Reply => ({
        ...emptyReply,
        from,
        to: clock(),
        ...more,
      });
      try {
        const answered = await implementation.answer(call);
        if ('unsupported' in answered) return reply(answered);
        if (answered.ok !== true) return reply({ seen: answered });
        return reply({
          seen: { ok: true, output: plainOutput(answered.output) },
          malformed: timeFault(call.operation as OperationName, answered.output),
        });
      } catch (error) {
        return reply({ lost: messageOf(error) });
      }
    },
    advance: advance && (async () => advance()),
    pass: pass && (async (seconds) => pass(seconds)),
    reset: reset && (async () => reset()),
    close: async () => close?.(),
  };
}
