import { isPlain, isStructure } from '../../model/constraints.ts';
import { type FaultName, faultNames } from '../../model/faults/index.ts';
import {
  type Account,
  type Call,
  type ChoiceName,
  type Choices,
  callers,
  choiceNames,
  defaultChoices,
  choices as everyChoice,
  type Model,
  newAccount,
  operations,
} from '../../model/index.ts';
import { type CallerName, everyOffer, offerOf } from './offers.ts';
import { modelOf, type Played, playOne, startOf, type World } from './play.ts';
import { type Move, make } from './steps.ts';

/** The version of links; it changes when a link of the old one would open another account. */
export const linkVersion = '1';

const right = 'right';
const ending = 'end';
const spelled = '~';

/** What a link opens. */
export interface Opened {
  readonly world: World;
  readonly played: readonly Played[];
  /** How many of the steps are made; the others wait to be. */
  readonly at: number;
  /** What could not be read, in a sentence. */
  readonly problem: string | undefined;
}

const bytesToBase64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const base64ToText = (text: string): string =>
  new TextDecoder().decode(
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)),
  );

const callerNames = Object.keys(callers) as readonly CallerName[];

/** A call that nobody offers, written out. */
function spelledOut({ operation, caller, region, input }: Call): string {
  const who = callerNames.find((name) => callers[name].arn === caller.arn) ?? 'administrator';
  return `${spelled}${bytesToBase64(JSON.stringify([operation, who, region, input]))}`;
}

function readSpelled(text: string): Call | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(base64ToText(text.slice(spelled.length)));
  } catch {
    return undefined;
  }
  const [operation, who, region, input] = Array.isArray(parts) ? parts : [];
  const caller = callerNames.find((name) => name === who);
  const isCall =
    Object.hasOwn(operations, String(operation)) && typeof region === 'string' && isPlain(input);
  if (!isCall || caller === undefined || !isStructure(input)) return undefined;
  return { operation, caller: callers[caller], region, input: input as Call['input'] };
}

/** A move as the key of an offer, or spelled out where nothing of the kind is offered. */
function written(account: Account, move: Move, model: Model): string {
  const same = JSON.stringify(move);
  const only = 'call' in move ? move.call.operation : '';
  const offer = everyOffer(account, model, only).find((one) => JSON.stringify(one.move) === same);
  if (offer !== undefined) return offer.key;
  if ('unasked' in move) throw new Error(`what can happen is not offered: ${same}`);
  return spelledOut(move.call);
}

function read(account: Account, text: string, model: Model): Move | undefined {
  if (!text.startsWith(spelled)) return offerOf(account, model, text)?.move;
  const call = readSpelled(text);
  return call && { call };
}

const worldText = ({ fault, choices }: World): string =>
  [
    fault ?? right,
    ...Object.entries(choices)
      .filter(([name, alternative]) => defaultChoices[name as ChoiceName] !== alternative)
      .map(([name, alternative]) => `${name}=${alternative}`),
  ].join(',');

function readWorld(text: string): World | undefined {
  const [model = '', ...taken] = text.split(',');
  if (model !== right && !faultNames.includes(model as FaultName)) return undefined;
  const pairs = taken.map((one) => one.split('='));
  const known = pairs.every(([name = '', alternative = '']) =>
    choiceNames.some(
      (choice) => choice === name && everyChoice[choice].alternatives.includes(alternative),
    ),
  );
  if (!known) return undefined;
  const fault = model === right ? undefined : (model as FaultName);
  return { fault, choices: Object.fromEntries(pairs) as Partial<Choices> };
}

/**
 * Steps as a short text for a link, which `openLink` reads.
 *
 * @param at - How many of them are made when it is opened.
 */
export function linkText(world: World, keys: readonly string[], at = keys.length): string {
  const end = at === keys.length ? ending : `${ending}${at}`;
  return [linkVersion, worldText(world), ...keys, end].join('.');
}

/** How a link spells moves, as far as they can be made. */
export function keysOf(
  moves: readonly Move[],
  model: Model,
  choices: Partial<Choices>,
): readonly string[] {
  const keys: string[] = [];
  let account = newAccount(choices);
  for (const move of moves) {
    const made = make(account, move, model);
    if (made === undefined) break;
    keys.push(written(account, move, model));
    account = made.account;
  }
  return keys;
}

/**
 * Opens a link as far as it goes.
 *
 * @param text - As `linkOf` writes it, perhaps cut off.
 * @returns The walk; undefined with a sentence if not even its model can be read. Never throws.
 */
export function openLink(text: string): Opened | { readonly problem: string } {
  const [version, about = '', ...rest] = text.split('.');
  if (version !== linkVersion)
    return {
      problem: `This link is not of version ${linkVersion}: open it with the page that made it.`,
    };
  const world = readWorld(about);
  if (world === undefined)
    return { problem: 'This link names a model that is not known here: copy it anew.' };
  const model = modelOf(world);
  const end = new RegExp(`^${ending}(\\d*)$`).exec(rest.at(-1) ?? '');
  const played: Played[] = [];
  let account = startOf(world);
  // Of a link without its end, the last step may be cut in two.
  const texts = rest.slice(0, -1);
  for (const one of texts) {
    const move = read(account, one, model);
    const made = move && playOne(account, { key: one, move }, model);
    if (made === undefined) break;
    played.push(made);
    account = made.step.account;
  }
  const whole = end !== null && played.length === texts.length;
  const count = `${played.length} step${played.length === 1 ? '' : 's'}`;
  return {
    world,
    played,
    at: Math.min(end?.[1] ? Number(end[1]) : played.length, played.length),
    problem: whole
      ? undefined
      : end === null
        ? `This link was cut off: it is open as far as it goes, ${count}.`
        : `Step ${played.length + 1} of this link cannot happen here: it is open up to there, ${count}.`,
  };
}
