import { type Change, open, type Playable } from './state.ts';

const bytesMax = 20 * 2 ** 20;
const formats: Readonly<Record<string, number>> = { 'agentcore-slr/check': 1 };

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The counterexamples of what `check --json` wrote. */
function playableOf({ properties }: Json): readonly Playable[] {
  if (!Array.isArray(properties)) return [];
  return properties.filter(isObject).flatMap(({ name, counterexample }) => {
    if (!isObject(counterexample) || typeof counterexample.link !== 'string') return [];
    return { title: String(name), link: counterexample.link };
  });
}

/** What a file holds, or what is wrong with it, in a sentence. */
function readText(text: string): readonly Playable[] | string {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return 'This file is no JSON: open one that check --json wrote.';
  }
  const { format, formatVersion } = isObject(record) ? record : {};
  const known = Object.hasOwn(formats, String(format)) ? formats[String(format)] : undefined;
  if (!isObject(record) || known === undefined)
    return 'This file holds no trace: open one that check --json wrote.';
  if (formatVersion !== known)
    return `This file is of another version than ${known}: write it again with the check that this page came with.`;
  const playable = playableOf(record);
  return playable.length === 0
    ? 'This file holds no counterexample: nothing in it was violated.'
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
  const [first] = playable;
  return (state) => {
    const opened = open(first?.link ?? '', { from: 'start' })(state);
    return opened.steps === state.steps ? opened : { ...opened, playable };
  };
}
