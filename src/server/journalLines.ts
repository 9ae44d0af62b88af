import { closeSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** A line of a journal: JSON of an object, whose last member is a sum over the others and over all lines before. */
export interface Line {
  readonly text: string;
  readonly sum: number;
}

const newline = '\n';
const chunkBytes = 2 ** 20;

/** The line of an object, given as JSON, after one with a sum; the first line of a file comes after 0. */
export function lineOf(json: string, sumBefore: number): Line {
  const sum = crc32(json, sumBefore);
  return { text: `${json.slice(0, -1)},"sum":${sum}}${newline}`, sum };
}

/** The value of a line and its sum; undefined if it is none, or none that comes after the one before it. */
function readLine(line: string, sumBefore: number): { value: unknown; sum: number } | undefined {
  const [, members = '', sum] = /^(.*),"sum":(\d+)\}$/s.exec(line) ?? [];
  const json = `${members}}`;
  if (sum !== String(crc32(json, sumBefore))) return undefined;
  return { value: JSON.parse(json), sum: Number(sum) };
}

/** The lines of a file, and at last what comes after the last of them. */
function* linesIn(file: string): Generator<string, string> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let rest = Buffer.alloc(0);
    for (;;) {
      const read = readSync(descriptor, chunk);
      if (read === 0) return rest.toString('utf8');
      rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
        yield rest.toString('utf8', 0, end);
        rest = rest.subarray(end + 1);
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The values of the lines of a file, in order.
 *
 * @param damaged - Makes the error for the line of a number that is not as it was written, or does not come after the one before it.
 * @returns Whether the last line was not written to its end, and was left out.
 */
export function* valuesIn(
  file: string,
  damaged: (line: number) => Error,
): Generator<unknown, boolean> {
  const lines = linesIn(file);
  let sum = 0;
  try {
    for (let number = 1; ; number++) {
      const { done, value: line } = lines.next();
      // A line that is whole but for the sign that ends it was not cut off.
      const whole = readLine(done === true ? line.slice(0, -1) : line, sum);
      if (done === true && whole === undefined) return line !== '';
      if (done === true || whole === undefined) throw damaged(number);
      sum = whole.sum;
      yield whole.value;
    }
  } finally {
    lines.return('');
  }
}
