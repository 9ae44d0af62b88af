import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { defineConfig, type UserWorkspaceConfig } from 'vitest/config';

const seedVariable = 'AGENTCORE_SLR_SEED';

function project(name: string, testTimeout: number, more: UserWorkspaceConfig['test'] = {}) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      testTimeout,
      hookTimeout: testTimeout,
      ...more,
    },
  };
}

/** These leave no trace in the modules that they load, which are loaded once for all of them. */
const together = { isolate: false };
/** What these print of their speed is not of each other. */
const oneByOne = { fileParallelism: false };
/** These start the command line, as users do. */
const onBuild = { globalSetup: 'test/build.ts' };
/** Some of these wait for targets most of their time: one more at once than there are processors, after all others. */
const withWaits = {
  ...onBuild,
  maxWorkers: availableParallelism() + 1,
  sequence: { groupOrder: 1 },
};

export default defineConfig(({ mode }) => {
  if (mode === 'nightly' && process.env[seedVariable] === undefined) {
    process.env[seedVariable] = String(randomInt(2 ** 31));
    console.log(`${seedVariable}=${process.env[seedVariable]}`);
  }
  return {
    test: {
      allowOnly: false,
      maxWorkers: '100%',
      projects: [
        project('unit', 10_000, together),
        project('property', 60_000, together),
        project('conformance', 60_000, together),
        project('slow', 900_000, withWaits),
        project('browser', 60_000, oneByOne),
        project('nightly', 1_800_000, onBuild),
      ],
    },
  };
});
