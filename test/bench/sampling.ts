import fc from 'fast-check';
import {
  type Account,
  defaultChoices,
  lifecycle,
  newAccount,
  step,
  unfold,
} from '../../model/index.ts';
import { callFrom, type Draw } from '../../properties/calls.ts';
import { invariants } from '../../properties/index.ts';
import { sampleEvents } from '../../src/sample/events.ts';

const scope = { resources: 8, regions: 3, choices: defaultChoices };
const sequenceLength = 100;

/** Numbers that look random and are the same each time. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const rate = (made: number, began: number): number => (made * 1000) / (performance.now() - began);

/** Events of the lifecycle taken a second, each drawn from all that may happen, the invariants looked at. */
export function randomEvents(runs: number): number {
  const began = performance.now();
  const options = { model: lifecycle, scope, invariants, runs, seed: 1 };
  const { events, violation } = sampleEvents(options);
  if (violation !== undefined) throw new Error(`${violation.invariant.name} is broken`);
  return rate(events, began);
}

const drawn = (draw: (below: number) => number): Draw => ({
  operation: draw(2 ** 20),
  caller: draw(2 ** 20),
  region: draw(2 ** 20),
  detail: draw(2 ** 20),
});

/** Lets one of the things happen that may happen unasked. */
const unasked = (account: Account, number: number): Account => {
  const possible = unfold(account);
  return possible[number % Math.max(possible.length, 1)]?.account ?? account;
};

/** Calls a second that are drawn and answered by `step`, with what happens unasked between them. */
export function randomCalls(calls: number): number {
  const draw = drawing(2);
  let account = newAccount();
  const began = performance.now();
  for (let made = 0; made < calls; made++) {
    if (made % sequenceLength === 0) account = newAccount();
    account = step(account, callFrom(account, drawn(draw))).account;
    if (draw(5) < 2) account = unasked(account, draw(2 ** 20));
  }
  return rate(calls, began);
}

/** A draw as a command, which is always possible and makes its call once. */
class Command implements fc.Command<{ account: Account }, { made: number }> {
  readonly draw: Draw;
  constructor(draw: Draw) {
    this.draw = draw;
  }
  check(): boolean {
    return true;
  }
  run(model: { account: Account }, real: { made: number }): void {
    model.account = step(model.account, callFrom(model.account, this.draw)).account;
    real.made += 1;
  }
}

/** Calls a second that fc.commands generates and runs, the same ones. */
export function bareCommands(runs: number): number {
  const number = fc.nat({ max: 2 ** 20 });
  const draw = fc.record({ operation: number, caller: number, region: number, detail: number });
  let made = 0;
  const began = performance.now();
  fc.assert(
    fc.property(
      fc.commands([draw.map((one) => new Command(one))], { maxCommands: 160, size: 'max' }),
      (commands) => {
        const real = { made: 0 };
        fc.modelRun(() => ({ model: { account: newAccount() }, real }), commands);
        made += real.made;
      },
    ),
    { numRuns: runs, seed: 2 },
  );
  return rate(made, began);
}
