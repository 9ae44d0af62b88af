import { cases } from '../../src/conformance/cases.ts';
import { embedded } from '../../src/conformance/embedded.ts';
import { type Run, run } from '../../src/conformance/run.ts';
import { patiences } from '../../src/target/patience.ts';

/** The whole suite against the embedded server: every case, random sequences and races. */
export async function conforming(): Promise<Run> {
  const target = await embedded();
  try {
    return await run({
      target,
      cases,
      patience: patiences.emulator,
      tidy: async () => [],
      roleWasThere: false,
      seed: 1,
    });
  } finally {
    await target.close();
  }
}
