#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { version } from '../version.ts';
import { addCheck } from './check.ts';
import { addClean } from './clean.ts';
import { addConform } from './conform.ts';
import { addDrift } from './drift.ts';
import { exitCodes, UsageError } from './exit.ts';
import { addExplain } from './explain.ts';
import { addFaults } from './faults.ts';
import { addServe } from './serve.ts';
import { addTrace } from './trace.ts';
import { addVectors } from './vectors.ts';

const program = new Command('agentcore-slr')
  .description(
    'An executable reference model of AWSServiceRoleForBedrockAgentCoreNetwork:\nits lifecycle as statecharts, and what must always hold.',
  )
  .version(version)
  .showHelpAfterError('(--help shows what there is)')
  .exitOverride();
addCheck(program);
addConform(program);
addServe(program);
addTrace(program);
addVectors(program);
addClean(program);
addFaults(program);
addDrift(program);
addExplain(program);
for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);

/** A command that has set its exit code has finished; what is left is only to print. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output may have seen enough, as `head` does.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? exitCodes.notDecided);
  process.stderr.write(`agentcore-slr: standard output cannot be written: ${error.message}.\n`);
  process.exit(exitCodes.usage);
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`agentcore-slr: ${error.message}\n`);
    process.exitCode = error.exitCode;
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.yes : exitCodes.usage;
  } else {
    process.stderr.write(
      'agentcore-slr: this is a bug of ours. Please report it where you got agentcore-slr from, with the command and this:\n',
    );
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = exitCodes.ourBug;
  }
}
