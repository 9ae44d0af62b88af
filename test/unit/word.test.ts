import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../model/index.ts';
import { inTheirWords, mendedAnswer } from '../../src/conformance/word.ts';

const arn = 'arn:aws:bedrock-agentcore:us-east-1:123456789012';
const made: Outcome = {
  ok: true,
  output: {
    agentRuntimeId: 'r-{{Resource:1}}',
    agentRuntimeArn: `${arn}:runtime/r-{{Resource:1}}`,
  },
};

const mended = (output: Readonly<Record<string, unknown>>, permitted: Outcome) => {
  const found = mendedAnswer({ ok: true, output }, [permitted], []);
  return { ...found, output: found?.seen.ok === true ? found.seen.output : {} };
};

describe('a target that has names of its own', () => {
  test('what it calls otherwise in two members is one thing all the same', () => {
    const theirs = { agentRuntimeId: 'a1', agentRuntimeArn: `${arn}:agent/b2` };
    const { output, wrongs, aliases } = mended(theirs, made);
    expect(wrongs).toHaveLength(2);
    expect(output.agentRuntimeArn).toBe(`${arn}:runtime/${output.agentRuntimeId}`);
    expect(inTheirWords(output, aliases ?? [])).toEqual(theirs);
  });

  test('what it does not show gets names, too', () => {
    const shown: Outcome = {
      ok: true,
      output: { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-{{Interface:1}}' }] },
    };
    const { output, wrongs } = mended({ NetworkInterfaces: [] }, shown);
    expect(wrongs).toEqual(['another NetworkInterfaces is shown than is permitted']);
    expect(JSON.stringify(output)).toMatch(/eni-[\da-f-]{36}/);
  });

  test('a name with another one in it is exchanged as a whole', () => {
    const alias = { what: '', isLasting: true };
    const aliases = [
      { ...alias, ours: 'Role', theirs: 'role_theirs' },
      { ...alias, ours: 'task/Role/1', theirs: 'b2' },
    ];
    const input = { RoleName: 'Role', DeletionTaskId: 'task/Role/1' };
    expect(inTheirWords(input, aliases)).toEqual({ RoleName: 'role_theirs', DeletionTaskId: 'b2' });
  });
});
