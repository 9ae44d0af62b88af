import type { Account } from '../../model/index.ts';
import type { PlacedCall } from './explain.ts';

export interface Replay {
  readonly steps: readonly unknown[] | undefined;
}
export const replayed = (_account: Account, _order: readonly PlacedCall[]): Replay => ({
  steps: undefined,
});
