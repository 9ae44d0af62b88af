import {
  type Account,
  type Choices,
  choices as catalogue,
  choiceNames,
  defaultChoices,
  type Model,
  reference,
} from '../../model/index.ts';
import { defaultAccount } from './admission.ts';
import type { TimeScale } from './clock.ts';
import { drawHex, drawOf } from './draw.ts';
import { type Duration, type DurationName, durationsOf } from './durations.ts';
import { accountFrom } from './given.ts';
import { issueText } from './issues.ts';
import { namesOf } from './names.ts';
import { ServerError } from './serverError.ts';
import type { WorldSettings } from './world.ts';
import { accountOf } from './worlds.ts';

/** How what answers is set up: a server, or the fake in memory. */
export interface WorldOptions {
  /** How time passes. Default 1, as outside. */
  readonly timeScale?: TimeScale;
  /** What ids, durations and every choice of order are drawn from. Default `'0'`. */
  readonly seed?: string;
  /** Alternatives to take where they are not the defaults. */
  readonly choices?: Partial<Choices>;
  /** `adversarial` takes any behaviour that the model permits. Default `documented`. */
  readonly behaviour?: 'documented' | 'adversarial';
  /** How long things take where it is not the default, in seconds. */
  readonly durations?: Partial<Record<DurationName, Duration>>;
  /** What answers. Default: the reference model. */
  readonly model?: Model;
  /** What an account is like at the start: what fits `accountSchema`. Default: nothing in it. */
  readonly account?: unknown;
  /** How many finished tasks, client tokens and former names an account remembers at least. Default 500. */
  readonly remembered?: number;
}

const rememberedDefault = 500;

/** The alternatives that a server takes: an adversarial one draws those that nobody has chosen. */
function chosen(given: Partial<Choices>, seed: string, adversarial: boolean): Choices {
  const drawn = choiceNames.map((name) => {
    const { kind, alternatives } = catalogue[name];
    return [name, kind === 'fixed' ? drawOf(alternatives, seed, 'choice', name) : alternatives[0]];
  });
  return { ...(adversarial ? (Object.fromEntries(drawn) as Choices) : defaultChoices), ...given };
}

function initialAccount(value: unknown, seed: string, choices: Choices): (id: string) => Account {
  const startOf = (id: string): Account | undefined => {
    if (value === undefined) return undefined;
    const found = accountFrom(namesOf(seed, id).taken(value), choices);
    if ('core' in found) return found;
    throw new ServerError('usage', `The account to start from does not fit: ${issueText(found)}.`);
  };
  startOf(defaultAccount);
  return (id) => accountOf(choices, startOf(id))(id);
}

/** Identifiers of requests, like AWS's own: the same ones for the same seed. */
const requestIds =
  (seed: string) =>
  (...parts: readonly (string | number)[]): string => {
    const hex = drawHex(seed, 'request', ...parts);
    const cut = (from: number, to: number) => hex.slice(from, to);
    return `${cut(0, 8)}-${cut(8, 12)}-${cut(12, 16)}-${cut(16, 20)}-${cut(20, 32)}`;
  };

/**
 * What decides how accounts begin and go on.
 *
 * @throws ServerError if the account to start from does not fit.
 */
export function setUp(
  options: WorldOptions,
  timeScale: TimeScale,
): {
  readonly settings: WorldSettings;
  readonly choices: Choices;
  readonly initial: (id: string) => Account;
  readonly requestId: (...parts: readonly (string | number)[]) => string;
} {
  const { seed = '0', model = reference } = options;
  const adversarial = options.behaviour === 'adversarial';
  const choices = chosen(options.choices ?? {}, seed, adversarial);
  const settings: WorldSettings = {
    seed,
    model,
    durations: { ...durationsOf(adversarial), ...options.durations },
    adversarial,
    instant: timeScale === 'instant',
    remembered: options.remembered ?? rememberedDefault,
  };
  const initial = initialAccount(options.account, seed, choices);
  return { settings, choices, initial, requestId: requestIds(seed) };
}
