import { HistoryError } from './history.ts';

/** The longest line, in characters, and the most lines. */
export interface LineLimits {
  readonly lengthMax: number;
  readonly linesMax: number;
}

/** The lines of a text that comes in pieces; what comes after the last sign that ends one is a line, too. */
export async function* linesOf(
  pieces: AsyncIterable<string> | Iterable<string>,
  { lengthMax, linesMax }: LineLimits,
): AsyncGenerator<string> {
  let number = 0;
  let rest = '';
  const counted = (line: string): string => {
    number += 1;
    if (number > linesMax)
      throw new HistoryError(
        `line ${number}: a history has ${linesMax.toLocaleString('en-US')} lines at most. Cut it where nothing is under way.`,
      );
    return line;
  };
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() as string;
    for (const line of lines) yield counted(line);
    if (rest.length > lengthMax)
      throw new HistoryError(
        `line ${number + 1}: it is longer than ${lengthMax.toLocaleString('en-US')} characters, and no event is. Name a history.`,
      );
  }
  if (rest !== '') yield counted(rest);
}
