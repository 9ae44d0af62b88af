import { expect, test } from 'vitest';
import type { Resource } from '../../model/index.ts';
import { numberOfMembers, numberOfValue, onlyOne } from '../../src/observe/numbers.ts';
import { componentOf, elementOf, linkOf, partOf, slotOf } from '../../src/observe/parts.ts';

const never = Number.POSITIVE_INFINITY;
const resource: Resource = {
  id: 'alpha',
  kind: 'Browser',
  region: 'us-east-1',
  networks: ['us-east-1/subnet/group'],
  state: { status: 'READY', network: 'VPC', use: 'using' },
};
const element = (more: Partial<Resource> = {}, held = false, due = never) =>
  elementOf({ ...resource, ...more }, undefined, held, due);

test('what a resource may be is one object, unless something of it differs', () => {
  expect(element()).toBe(element());
  const others = [
    element({ id: 'beta' }),
    element({ kind: 'CodeInterpreter' }),
    element({ region: 'eu-west-1' }),
    element({ networks: [] }),
    element({ state: { ...resource.state, status: 'DELETING' } }),
    element({}, true),
    element({}, false, 5),
    elementOf(undefined, undefined, false, never),
  ];
  expect(new Set([element(), ...others]).size).toBe(others.length + 1);
  expect(new Set([element(), ...others].map(({ number }) => number)).size).toBe(others.length + 1);
});

test('components are one object in whichever order resources came, unless something of them differs', () => {
  const [alpha, beta] = [slotOf(resource, 'a'), slotOf({ ...resource, id: 'beta' }, 'b')];
  const [one, other] = [element(), element({ id: 'beta' })];
  const network = resource.networks[0] as string;
  const link = (due: number) => linkOf('lingering', 'eni', {}, due);
  const component = (
    [first, second] = [alpha, beta],
    sets = [[one], [other]],
    due = never,
    networks = [network],
  ) => componentOf([first, second], networks, [partOf([true, true], [link(due)], sets)]);
  expect(component()).toBe(component([beta, alpha], [[other], [one]]));
  const others = [
    component([slotOf({ ...resource, kind: 'AgentRuntime' }, 'a'), beta]),
    component([slotOf(resource, 'c'), beta]),
    component([alpha, beta], [[element({}, true)], [other]]),
    component([alpha, beta], [[one, element({}, true)], [other]]),
    component([alpha, beta], [[element({}, true), one], [other]]),
    component([alpha, beta], [[one], [other]], 5),
    component([alpha, beta], [[one], [other]], never, ['us-east-1/subnet/other']),
  ];
  expect(new Set([component(), ...others]).size).toBe(others.length + 1);
});

test('once all are forgotten, nothing new has a number that something else has', () => {
  const numbers = onlyOne<number>(2);
  const numberOf = (key: string): number => numbers(key, (number) => number);
  const all = ['a', 'b', 'c', 'd'].map(numberOf);
  expect(new Set(all).size).toBe(4);
  expect(numberOf('d')).toBe(all[3]);
  expect(all).not.toContain(numberOf('a'));
});

test('members that are no objects differ as they do in JSON', () => {
  const all = [{ text: undefined }, { text: 'undefined' }, { text: null }, { text: 'a b' }, {}];
  expect(new Set(all.map(numberOfMembers)).size).toBe(all.length);
  const list = ['a'];
  expect(numberOfMembers({ list })).toBe(numberOfMembers({ list: ['a'] }));
  expect(numberOfMembers({ list })).not.toBe(numberOfMembers({ list: numberOfValue(list) }));
});
