import { createHash } from 'node:crypto';
import { joins, type Lifecycle } from '../../model/index.ts';
import type { Chart } from '../../model/machines/chart.ts';
import { answers } from '../../model/world.ts';
import type { Layout } from './layout.ts';
import type { Parts } from './parts.ts';
import { chartsOf } from './reached.ts';
import type { Row } from './tables.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a statechart does on every event in every state, whatever its guards are told. */
function reactionsOf(chart: Chart<object>): readonly unknown[] {
  const states = new Set([chart.initial]);
  const found: unknown[] = [];
  for (const state of states)
    for (const event of chart.events)
      for (const { given, reaction } of chart.reactions(state, event, answers)) {
        found.push([state, event, given, reaction?.state, reaction?.arcs]);
        if (reaction !== undefined) states.add(reaction.state);
      }
  return found;
}

/** A digest of the statecharts: all that they do, and what joins them. */
export const modelDigest = (model: Lifecycle): string =>
  sha256(
    JSON.stringify([
      chartsOf(model).map((chart) => [chart.name, chart.regions, chart.arcs, reactionsOf(chart)]),
      joins,
      String(model.stillUsed),
    ]),
  );

/** A digest of what the statecharts answered, whatever the order in which they were asked. */
export function tablesDigest(parts: Parts, rows: Iterable<Row>): string {
  const lines = [...rows].map(({ outcomes }) =>
    outcomes
      .map(({ event, role, interface: state, code, refused, broken, arcs }) =>
        JSON.stringify([
          event.type,
          parts.roles.values[role],
          state,
          parts.codes.values[code]?.state,
          refused,
          broken.map(({ name }) => name),
          arcs.flat().map(({ id }) => id),
        ]),
      )
      .join('\n'),
  );
  return sha256(lines.sort().join('\n\n'));
}

/** A number of 64 bits, as two of 32. */
type Mixed = readonly [high: number, low: number];

const mixedOf = (value: unknown): Mixed => {
  const digest = createHash('sha256').update(JSON.stringify(value)).digest();
  return [digest.readInt32BE(0), digest.readInt32BE(4)];
};

/** Spreads what is in a number over all of its bits. */
export function stir(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/**
 * A digest of a set of accounts that hangs neither on the order in which they were met nor on how they are numbered.
 *
 * It is a sum over the accounts, so it tells sets apart that came about by mistake, not by design.
 */
export function accountsDigest(
  met: Uint32Array,
  layout: Layout,
  { roles, codes, interfaces }: Parts,
): string {
  const rolesMixed = roles.values.map(({ role, session }) =>
    mixedOf([role.role, role.deletion, session]),
  );
  const codesMixed = codes.values.map(({ kind, state, networks }) =>
    mixedOf([kind, state, networks.length]),
  );
  const interfacesMixed = interfaces.map(mixedOf);
  const { resources } = layout.dimensions;
  const sums = [0, 0];
  for (const account of met) {
    layout.read(account);
    for (let lane = 0; lane < 2; lane++) {
      let all = 0;
      for (let region = 0; region < layout.sizes.length; region++) {
        let column = (interfacesMixed[layout.interfaces[region] as number] as Mixed)[
          lane
        ] as number;
        for (let n = 0; n < (layout.sizes[region] as number); n++) {
          const code = layout.codes[region * resources + n] as number;
          column = (column + stir((codesMixed[code] as Mixed)[lane] as number)) | 0;
        }
        all = (all + stir(column)) | 0;
      }
      const role = (rolesMixed[layout.role] as Mixed)[lane] as number;
      sums[lane] = ((sums[lane] as number) + stir(all ^ stir(role))) | 0;
    }
  }
  return sums.map((sum) => (sum >>> 0).toString(16).padStart(8, '0')).join('');
}
