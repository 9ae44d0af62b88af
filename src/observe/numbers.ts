import { onceForEach } from '../once.ts';

const keptUsual = 50_000;

/**
 * What there is one of for each key, made with a number that nothing else of its kind has.
 *
 * @param keptMost - How many keys are known before all are forgotten: the same may come in two from then on, never two in one.
 */
export function onlyOne<Value>(
  keptMost = keptUsual,
): (key: string, make: (number: number) => Value) => Value {
  const values = new Map<string, Value>();
  let made = 0;
  return (key, make) => {
    let value = values.get(key);
    if (value === undefined) {
      if (values.size >= keptMost) values.clear();
      value = make(made++);
      values.set(key, value);
    }
    return value;
  };
}

const numbers = onlyOne<number>();
/** A number that two texts have in common only if they are the same. */
export const numberOfText = (text: string): number => numbers(text, (number) => number);

/** A number that two immutable values have in common only if they are the same. */
export const numberOfValue = onceForEach((value: object): number =>
  numberOfText(JSON.stringify(value)),
);

/** The same of a value of which copies are made that share most members. */
export const numberOfMembers = onceForEach((value: object): number => {
  let text = '';
  for (const [name, member] of Object.entries(value)) {
    const isValue = typeof member === 'object' && member !== null;
    text += ` ${name} ${isValue ? `#${numberOfValue(member)}` : JSON.stringify(member)}`;
  }
  return numberOfText(text);
});
