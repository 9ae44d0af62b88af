import type { Command } from 'commander';
import { type Choices, type Core, defaultChoices, reference } from '../../model/index.ts';
import { explore } from '../explore/explore.ts';
import { itfText } from '../report/itf.ts';
import { shownBlockers, shownTrace } from '../report/steps.ts';
import { commandsText, stepsText } from '../report/text.ts';
import { exitCodes } from './exit.ts';
import { choiceOption, oneOf, writable, write } from './options.ts';

const { role, session, interface: ofInterface, resource } = reference.charts;
const targets = [
  ...new Set(
    [role, session, ofInterface, ...Object.values(resource)].flatMap(({ regions }) =>
      regions.flatMap(({ states }) => states),
    ),
  ),
];

/** The names of the states that an account is in, in all charts. */
const statesOf = ({ role, session, interfaces, resources }: Core): readonly string[] => [
  role.role,
  role.deletion,
  session,
  ...Object.values(interfaces),
  ...resources.flatMap(({ state }) => [state.status, state.network, state.use]),
];

interface TraceFlags {
  readonly to: string;
  readonly choice: Partial<Choices>;
  readonly itf?: string;
}

function run({ to, choice, itf }: TraceFlags): void {
  const file = itf === undefined ? undefined : writable(itf);
  const target = oneOf('state', to, targets);
  const choices = { ...defaultChoices, ...choice };
  const scope = { resources: 1, regions: 1, choices };
  const { accounts, account, trace } = explore({ model: reference, scope, invariants: [] });
  for (let number = 0; number < accounts; number++) {
    const core = account(number);
    if (!statesOf(core).includes(target)) continue;
    const way = trace(number);
    const steps = shownTrace(way);
    process.stdout.write(
      `A shortest way to ${target}, ${steps.length} step${steps.length === 1 ? '' : 's'}:\n${stepsText(steps)}\n`,
    );
    process.stdout.write(`\nAs AWS CLI commands:\n${commandsText(steps)}\n`);
    const held = shownBlockers(core, choices).map((blocker) => `  ${blocker}\n`);
    process.stdout.write(`\nWhat holds the role then:\n${held.join('') || '  nothing\n'}`);
    if (file === undefined) return;
    const given = Object.entries(choice).map(([name, value]) => ` --choice ${name}=${value}`);
    const source = `npx agentcore-slr trace --to ${to}${given.join('')}`;
    const about = { source, description: `A shortest way to ${to}.`, status: 'ok' } as const;
    const cores = way.map(({ advance }) => advance.core);
    write(file, itfText(about, steps, cores));
    return;
  }
  process.stdout.write(`${target} cannot be reached with these choices.\n`);
  process.exitCode = exitCodes.no;
}

/** Adds `trace` to the command line. */
export function addTrace(program: Command): void {
  program
    .command('trace')
    .description('Show a shortest way to a state of any statechart.')
    .requiredOption('--to <state>', `one of ${targets.join(', ')}`)
    .option('--choice <name=value>', 'take another alternative (repeatable)', choiceOption, {})
    .option('--itf <file>', 'write it as an ITF trace, too')
    .action(run);
}
