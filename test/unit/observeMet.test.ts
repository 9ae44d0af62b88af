import { expect, test } from 'vitest';
import { type Account, type Choices, newAccount, step, unfold } from '../../model/index.ts';
import { type Beliefs, believe, observe } from '../../src/observe/observe.ts';
import { callOf, known } from '../support/account.ts';
import { picked, seenAs } from '../support/guesses.ts';

const happens = ' happens';

/** What is believed once all this was seen of the model: calls in words, and what happens unasked. */
function watched(words: readonly string[], choices: Partial<Choices>): Beliefs {
  let account: Account = newAccount(choices);
  let beliefs = believe(account);
  const names = { ...known, alpha: 'alpha-{{Resource:1}}' };
  for (const one of words) {
    if (one.endsWith(happens)) {
      const type = one.slice(0, -happens.length);
      const unasked = unfold(account).find(({ event }) => event.type === type);
      if (unasked === undefined) throw new Error(`${type} cannot happen`);
      account = unasked.account;
      continue;
    }
    const call = callOf(one, names);
    const { account: after, outcome } = step(account, call);
    account = after;
    const input = JSON.parse(picked(call.input)) as typeof call.input;
    beliefs = observe(beliefs, { ...call, input }, seenAs(outcome), { from: 0, to: 0 });
    expect(beliefs.size, one).toBeGreaterThan(0);
  }
  return beliefs;
}

test('an update that names no network meets all that share those which the resource had', () => {
  const choices: Partial<Choices> = {
    'failed-entry': 'free',
    'update-without-network': 'keeps',
  };
  const beliefs = watched(
    [
      'runtime alpha PUBLIC',
      'succeed happens',
      'update alpha VPC',
      'fail happens',
      'get alpha',
      'interfaces',
      'browser beta VPC',
      'succeed happens',
      'interfaces',
      'update alpha VPC networkConfiguration=-',
      'succeed happens',
      'get alpha',
      'interfaces',
    ],
    choices,
  );
  for (const { components } of beliefs.rectangles) {
    const networks = components.flatMap((one) => one.networks);
    expect(new Set(networks).size).toBe(networks.length);
  }
});
