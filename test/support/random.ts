import { draw } from '../../src/server/draw.ts';

/**
 * Numbers from 0 to below 1, the same ones for the same purpose and seed: that of AGENTCORE_SLR_SEED, or 1.
 *
 * It prints the seed, so that a run can be repeated.
 */
export function randomFor(purpose: string): () => number {
  const seed = process.env.AGENTCORE_SLR_SEED ?? '1';
  console.log(`${purpose}: AGENTCORE_SLR_SEED=${seed}`);
  let count = 0;
  return () => draw(seed, purpose, count++);
}
