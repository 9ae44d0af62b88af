import { randomInt } from 'node:crypto';
import { defineConfig } from 'vitest/config';

const seedVariable = 'AGENTCORE_SLR_SEED';

function project(name: string, testTimeout: number) {
  return {
    extends: true as const,
    test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout },
  };
}

export default defineConfig(({ mode }) => {
  if (mode === 'nightly' && process.env[seedVariable] === undefined) {
    process.env[seedVariable] = String(randomInt(2 ** 31));
    console.log(`${seedVariable}=${process.env[seedVariable]}`);
  }
  return {
    test: {
      globalSetup: 'test/build.ts',
      allowOnly: false,
      maxWorkers: '100%',
      projects: [
        project('unit', 10_000),
        project('property', 60_000),
        project('conformance', 60_000),
        project('slow', 300_000),
        project('nightly', 1_800_000),
      ],
    },
  };
});
