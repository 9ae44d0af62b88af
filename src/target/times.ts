import type { OperationName, Seen } from '../../model/index.ts';
import { operationShape, type Shape, serviceWith } from '../wire/schema.ts';

/** Whether something that must be a time is something else. */
function hasStrangeTime(shape: Shape, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (shape.kind === 'time') return !(value instanceof Date || typeof value === 'string');
  if (shape.kind === 'list')
    return Array.isArray(value) && value.some((item) => hasStrangeTime(shape.of, item));
  if (shape.kind !== 'structure' || typeof value !== 'object') return false;
  const given = value as Readonly<Record<string, unknown>>;
  return shape.members.some((member) => hasStrangeTime(member.shape, given[member.name]));
}

/** What is wrong with the times in an output that came without HTTP; undefined if nothing is. */
export function timeFault(operation: OperationName, output: object): string | undefined {
  const service = serviceWith(operation);
  const shape = service && operationShape(service, operation)?.output;
  return shape !== undefined && hasStrangeTime(shape, output)
    ? 'a time is neither a Date nor a text'
    : undefined;
}

const someTime = 'some time';

function timeless(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (shape.kind === 'time') return someTime;
  if (shape.kind === 'list')
    return Array.isArray(value) ? value.map((item) => timeless(shape.of, item)) : value;
  if (shape.kind !== 'structure' || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const member = shape.byName.get(name);
      return [name, member === undefined ? item : timeless(member.shape, item)];
    }),
  );
}

/** An answer with one text for all times in it: which they are is not judged. */
export function withoutTimes(operation: OperationName, seen: Seen): Seen {
  const service = seen.ok === true ? serviceWith(operation) : undefined;
  const shape = service && operationShape(service, operation)?.output;
  if (seen.ok !== true || shape === undefined) return seen;
  return { ok: true, output: timeless(shape, seen.output) as typeof seen.output };
}
