import { awsCommand, script } from './awsCli.ts';
import type { RecordedCall } from './conformRecord.ts';
import { mapTexts, pickedIn } from './picked.ts';

/** Calls as lines for a shell, with what the target picked in variables; the same line twice in a row stands once. */
export function asCommands(calls: readonly RecordedCall[]): readonly string[] {
  const picked = pickedIn(calls);
  const symbols = new Map(
    picked.map(({ value, call, path }) => [
      value,
      `{{${path.at(-1)?.replace(/\W/g, '')}:${call + 1}}}`,
    ]),
  );
  const symbolic = <T>(value: T): T => mapTexts(value, (text) => symbols.get(text) ?? text);
  const lines = script(
    calls.map(({ operation, region, input, answer }, place) =>
      awsCommand(
        { operation, region, input: symbolic(input) },
        answer.ok === true && picked.some(({ call }) => call === place)
          ? symbolic(answer.output)
          : undefined,
      ),
    ),
  );
  return lines.flatMap((line = '', at) => {
    if (line === lines[at - 1]) return [];
    const times = lines.slice(at).findIndex((other) => other !== line);
    const count = times === -1 ? lines.length - at : times;
    const limited = calls[at]?.caller === 'limited' ? ['as the limited caller'] : [];
    const notes = [...limited, ...(count > 1 ? [`${count} times`] : [])];
    return notes.length === 0 ? [line] : [`${line} # ${notes.join(', ')}`];
  });
}
