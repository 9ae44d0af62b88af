import type { Target } from '../../src/target/target.ts';

/** So many calls are answered well: a target of which nothing can be seen is not tried at all. */
const unspoilt = 8;

/** A target that loses a request, or an answer, now and then, and answers late: the same for the same seed. */
export function slowTarget(target: Target, seed: number): Target {
  let state = seed;
  let calls = 0;
  const draw = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const lost = { seen: { ok: 'unknown' }, unsupported: undefined, lost: 'it was lost' } as const;
  return {
    ...target,
    ask: async (call) => {
      calls += 1;
      const drawn = calls <= unspoilt ? 1 : draw();
      if (drawn < 0.05) {
        const { from, to } = await target.ask({ ...call, operation: 'GetCallerIdentity' });
        return { ...lost, raw: undefined, malformed: undefined, from, to };
      }
      const reply = await target.ask(call);
      return drawn < 0.1 ? { ...reply, ...lost } : { ...reply, from: reply.from - 500 * drawn };
    },
  };
}
