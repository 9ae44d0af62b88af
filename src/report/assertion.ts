import type { RecordedAnswer, RecordedCall } from './conformRecord.ts';
import { type Difference, expectedOf } from './expected.ts';
import { textsIn } from './picked.ts';
import { literal, matcher } from './testLiteral.ts';

type Tree = { [member: string]: unknown };

/** Members at their places. */
function tree(members: readonly (readonly [path: readonly string[], value: unknown])[]): Tree {
  // Names of members are a target’s: none of them may be that of a prototype.
  const all: Tree = Object.create(null);
  for (const [path, value] of members) {
    let part = all;
    for (const member of path.slice(0, -1)) {
      part[member] ??= Object.create(null);
      part = part[member] as Tree;
    }
    part[path.at(-1) ?? ''] = value;
  }
  return all;
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((part, member) => (part as Tree | undefined)?.[member], value);

/** A name that had to be a new one, and the earlier answer that had it already. */
function repeated(
  calls: readonly RecordedCall[],
  found: readonly Difference[],
): string | undefined {
  for (const one of found) {
    if (!('isFresh' in one)) continue;
    for (const [call, { answer }] of calls.slice(0, -1).entries()) {
      if (answer.ok !== true) continue;
      const [, path] =
        textsIn(answer.output, ['output']).find(([text]) => text === one.isFresh) ?? [];
      if (path === undefined) continue;
      const place = (at: number, members: readonly string[]) =>
        `answer${at + 1}${members.map((member) => `?.[${JSON.stringify(member)}]`).join('')}`;
      return `expect(${place(calls.length - 1, one.path)}).not.toBe(${place(call, path)});`;
    }
  }
  return undefined;
}

/**
 * What to assert of the last of some calls, whose answer cannot be.
 *
 * @param waited - The member that was waited for, if the answer was: what comes in its place later is not known, only
 *   that it is not what came.
 * @returns A statement; undefined where none tells what came from what is permitted.
 */
export function assertionOf(
  calls: readonly RecordedCall[],
  permitted: readonly RecordedAnswer[],
  waited: readonly string[] | undefined,
): string | undefined {
  const seen = calls.at(-1)?.answer;
  const name = `answer${calls.length}`;
  if (seen === undefined || permitted.length === 0) return undefined;
  if (waited !== undefined) {
    const wrong = tree([[waited, valueAt(seen, waited)]]);
    return `expect(${name}).not.toMatchObject(${literal(wrong, {}, '  ')});`;
  }
  const options = permitted.map((one) => expectedOf(one, seen));
  const wanted = options.map((option) =>
    tree(option.flatMap((one) => ('is' in one ? [[one.path, one.is] as const] : []))),
  );
  const blank = wanted.findIndex((one) => Object.keys(one).length === 0);
  if (blank !== -1) return repeated(calls, options[blank] ?? []);
  const distinct = [...new Map(wanted.map((one) => [JSON.stringify(one), one])).values()];
  const [only] = distinct;
  return distinct.length === 1
    ? `expect(${name}).toMatchObject(${literal(only, { expression: matcher }, '  ')});`
    : `expect(${literal(distinct, { expression: matcher, containing: true }, '  ')}).toContainEqual(${name});`;
}
