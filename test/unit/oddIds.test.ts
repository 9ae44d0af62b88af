import { expect, test } from 'vitest';
import { embedded } from '../../src/conformance/embedded.ts';

test.each(['', '.', '..', 'a/b', ' '])(
  'the SDK deletes a runtime with the id "%s": none has it',
  async (agentRuntimeId) => {
    const target = await embedded();
    try {
      const { seen } = await target.ask({
        operation: 'DeleteAgentRuntime',
        region: 'us-east-1',
        input: { agentRuntimeId },
        caller: 'main',
      });
      expect(seen).toMatchObject({ ok: false, code: 'ResourceNotFoundException', status: 404 });
    } finally {
      await target.close();
    }
  },
);
