/** Values numbered in the order in which they are first met. */
export interface Numbering<Value> {
  readonly values: readonly Value[];
  /** The number of a value; a new one gets the next. */
  number(value: Value): number;
}

/**
 * Numbers values by name.
 *
 * @throws RangeError from `number` if there are more than `max`.
 */
export function numbering<Value>(
  what: string,
  max: number,
  nameOf: (value: Value) => string,
): Numbering<Value> {
  const numbers = new Map<string, number>();
  const values: Value[] = [];
  return {
    values,
    number(value) {
      const name = nameOf(value);
      const known = numbers.get(name);
      if (known !== undefined) return known;
      if (values.length >= max) throw new RangeError(`more than ${max} ${what}`);
      numbers.set(name, values.length);
      return values.push(value) - 1;
    },
  };
}
