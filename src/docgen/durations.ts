import { durationNames, durations } from '../server/durations.ts';
import { code, page, table } from './markdown.ts';

const units = [
  [3600, 'hours'],
  [60, 'minutes'],
  [1, 'seconds'],
] as const;

/** A time in the largest unit that it is a whole number of. */
function written(seconds: number): string {
  const [size, unit] = units.find(([one]) => seconds % one === 0) ?? [1, 'seconds'];
  const count = seconds / size;
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** How long everything takes that happens unasked. */
export const durationsPage = (): string =>
  page(
    'Durations',
    'How long `serve` takes over what happens unasked. Each time is drawn from the span, by the seed. `--duration name=SECONDS`, `name=FROM..TO` or `name=never` takes another. With `--behaviour adversarial` every span begins at 0, and what never happens by default happens now and then.',
    table(
      ['name', 'how long', 'why'],
      durationNames.map((name) => {
        const { from, to, chance, reason } = durations[name];
        const span = `${written(from)} to ${written(to)}`;
        return [code(name), chance === 0 ? 'never' : span, reason];
      }),
    ),
  );
