import { expect, test } from 'vitest';
import { type Account, reference, type Unasked } from '../../model/index.ts';
import { durationsOf } from '../../src/server/durations.ts';
import { World } from '../../src/server/world.ts';
import { callsOnOne, crowded, mixtures } from '../support/scale.ts';

const settings = {
  seed: '0',
  model: reference,
  durations: durationsOf(false),
  adversarial: false,
  instant: false,
  remembered: 10_000,
} as const;

/** Things whose keys have the same hash are looked at, too. */
const besides = 100;

let looks = 0;
/** A thing that counts how often something of it is read. */
const counted = <T extends object>(thing: T): T =>
  new Proxy(thing, {
    get(target, member) {
      looks += 1;
      return Reflect.get(target, member);
    },
  });

/** What of an account grows with its resources, each thing of it counted. */
const countedIn = (account: Account): Account => ({
  ...account,
  core: { ...account.core, resources: account.core.resources.map(counted) },
  beside: {
    ...account.beside,
    resources: account.beside.resources.map(counted),
    tokens: account.beside.tokens.map(counted),
  },
});

/** A task that fails tells of all that holds the role: that takes longer, the more there is. */
const isQuick = ({ type }: Unasked): boolean => !type.startsWith('task');

/** How often a world looks at things that grow in number, at a call and all that comes of it for a while. */
function looksOf(account: Account, named: string): number {
  const world = new World(settings, { account, due: [], times: [], turn: 0 });
  const goOn = (name: string, at: number) => {
    const call = callsOnOne(account)[name];
    if (call === undefined) throw new Error(`no call is named ${name}`);
    world.answer(call, at).commit();
    for (let due = world.next; due !== undefined && isQuick(due.event); due = world.next)
      world.happen(due.event, due.at);
  };
  // What finds things in a list is made when it is first needed.
  for (const name of ['CreateBrowser, token', 'GetBrowser']) goOn(name, 0);
  const before = looks;
  goOn(named, 1);
  return looks - before;
}

test.each(Object.entries(mixtures))(
  'a call looks at as few of 2,000 resources as of 200: %s',
  (_, networkOf) => {
    const [few, many] = [200, 2000].map((count) => countedIn(crowded(count, networkOf)));
    for (const name of Object.keys(callsOnOne(few as Account)))
      expect(looksOf(many as Account, name), name).toBeLessThan(
        looksOf(few as Account, name) + besides,
      );
  },
);
