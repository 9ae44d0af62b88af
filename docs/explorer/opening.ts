import { reference } from '../../model/index.ts';
import { keysOf, linkText } from '../../src/walk/link.ts';
import { movesOfStory, type Told } from '../../src/walk/ofStory.ts';
import { type Change, type Playable, playFromFile } from './state.ts';

const bytesMax = 20 * 2 ** 20;
const groupsMax = 20;
const answerMax = 200;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** The counterexamples of what `check --json` wrote. */
const ofCheck = ({ properties }: Json): readonly Playable[] =>
  objects(properties).flatMap(({ name, counterexample }) =>
    isObject(counterexample) && typeof counterexample.link === 'string'
      ? [{ title: String(name), link: counterexample.link }]
      : [],
  );

const isTold = ({ operation, region, caller, input, answer }: Json): boolean =>
  typeof operation === 'string' &&
  typeof region === 'string' &&
  (caller === 'main' || caller === 'limited') &&
  isObject(input) &&
  isObject(answer);

/** What a target answered, in a line. */
function answerText({ ok, output, code, message }: Json): string {
  if (ok === 'unknown') return 'nothing that could be read';
  const text = ok === true ? JSON.stringify(output ?? {}) : `${code}: ${message}`;
  return text.length > answerMax ? `${text.slice(0, answerMax)}…` : text;
}

/** One failure of each group of those that `conform --json` wrote, as walks of the right model. */
function ofConform({ groups, results }: Json): readonly Playable[] {
  const failed = objects(results);
  return objects(groups)
    .slice(0, groupsMax)
    .flatMap(({ what, cases }) => {
      const result = failed.find(({ id }) => Array.isArray(cases) && cases[0] === id);
      const at = isObject(result?.deviation) ? Number(result.deviation.at) : Number.NaN;
      const calls = objects(result?.calls).slice(0, at + 1);
      const last = calls.at(-1);
      if (last === undefined || !calls.every(isTold)) return [];
      const keys = keysOf(movesOfStory(calls as unknown as readonly Told[]), reference, {});
      return {
        title: String(what),
        link: linkText({ fault: undefined, choices: {} }, keys),
        remark: `Nothing permits what the target answered to the last call: ${answerText(last.answer as Json)}`,
      };
    });
}

/** What can be opened: its version, and how it is read. */
const formats: Readonly<
  Record<string, { readonly version: number; readonly read: (record: Json) => readonly Playable[] }>
> = {
  'agentcore-slr/check': { version: 1, read: ofCheck },
  'agentcore-slr/conform': { version: 1, read: ofConform },
};

/** What a file holds, or what is wrong with it, in a sentence. */
function readText(text: string): readonly Playable[] | string {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return 'This file is no JSON: open one that check --json or conform --json wrote.';
  }
  const { format, formatVersion } = isObject(record) ? record : {};
  const known = Object.hasOwn(formats, String(format)) ? formats[String(format)] : undefined;
  if (!isObject(record) || known === undefined)
    return 'This file holds no trace: open one that check --json or conform --json wrote.';
  if (formatVersion !== known.version)
    return `This file is of another version than ${known.version}: write it again with the version that this page came with.`;
  const playable = known.read(record);
  return playable.length === 0
    ? 'This file holds nothing to play: nothing in it was violated, and nothing failed.'
    : playable;
}

/** What becomes of the page when a file is dropped on it: a bad one changes nothing but the notice. */
export async function openFile(file: File): Promise<Change> {
  const tell =
    (notice: string): Change =>
    (state) => ({ ...state, notice });
  if (file.size > bytesMax)
    return tell(`This file is larger than ${bytesMax / 2 ** 20} MB, which no trace is.`);
  const playable = readText(await file.text());
  if (typeof playable === 'string') return tell(playable);
  return playFromFile(playable, 0);
}
