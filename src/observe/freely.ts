import { type Account, type ChoiceName, type Choices, choices } from '../../model/index.ts';

/** Every way to make some free choices other than as they are made; as they are comes first. */
const ways = (names: Iterable<ChoiceName>, made: Choices): readonly Choices[] =>
  [...names].reduce<readonly Choices[]>(
    (all, name) =>
      all.flatMap((one) => {
        const others = choices[name].alternatives.filter((each) => each !== made[name]);
        return [one, ...others.map((each) => ({ ...one, [name]: each }))];
      }),
    [made],
  );

/**
 * The accounts that differ from this one in free choices, as far as a call asks for them.
 *
 * Each is to be asked before the next is taken: that tells what it asks for.
 */
export function* freely(account: Account, reads: readonly ChoiceName[]): Generator<Account> {
  const free = reads.filter((name) => choices[name].kind === 'free');
  if (free.length === 0) {
    yield account;
    return;
  }
  const open = [{ made: account.choices, left: free }];
  for (const { made, left } of open) {
    const asked = new Set<ChoiceName>();
    const listening = new Proxy(made, {
      get(all, name: ChoiceName) {
        if (left.includes(name)) asked.add(name);
        return all[name];
      },
    });
    yield { ...account, choices: listening };
    const stillLeft = left.filter((name) => !asked.has(name));
    for (const way of ways(asked, made).slice(1)) open.push({ made: way, left: stillLeft });
  }
}
