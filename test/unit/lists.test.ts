import { expect, test } from 'vitest';
import { find, findById, replaced } from '../../model/lists.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
}

const things = (count: number): readonly Thing[] =>
  Array.from({ length: count }, (_, number) => ({ id: `r${number}`, name: `name ${number}` }));
const nameOf = ({ name }: Thing): string => name;

test.each([1, 63, 64, 1000])(
  'a list of %i: each thing is found by each key, and no other is',
  (count) => {
    const list = things(count);
    for (const one of list) {
      expect(findById(list, one.id)).toBe(one);
      expect(find(list, one.name, nameOf)).toBe(one);
    }
    expect(findById(list, `r${count}`)).toBeUndefined();
  },
);

test('a list that was changed: what is new is found, what is gone is not, and the list before is as it was', () => {
  let list = things(1000);
  const before = list;
  findById(list, 'r0');
  find(list, 'name 0', nameOf);
  for (const [place, one] of things(1000).entries()) {
    const after = [undefined, { ...one, name: `new ${place}` }][place % 2];
    list = replaced(list, findById(list, one.id), after);
    list = replaced(list, undefined, { id: `added ${place}`, name: one.name });
  }
  for (const [place, one] of before.entries()) {
    expect(findById(list, one.id)).toBe(list.find(({ id }) => id === one.id));
    expect(find(list, `new ${place}`, nameOf)?.id).toBe(place % 2 === 1 ? one.id : undefined);
    expect(find(list, one.name, nameOf)?.id).toBe(`added ${place}`);
    expect(findById(before, one.id)).toBe(one);
  }
});

test('two things with one key: when one is gone, the other is found', () => {
  const [one, other] = [
    { id: 'same', name: 'one' },
    { id: 'same', name: 'other' },
  ] as const;
  const list = [...things(100), one, other];
  expect([one, other]).toContain(findById(list, 'same'));
  expect(findById(replaced(list, one, undefined), 'same')).toBe(other);
  expect(findById(replaced(list, other, undefined), 'same')).toBe(one);
});
