import { expect, test } from 'vitest';
import { conform, conformText } from '../../src/conformance/index.ts';
import { startServer } from '../../src/server/server.ts';

/** Each leaves something behind that is in the way of another: a role, names, tokens, resources in lists. */
const only = [
  'deletable/CreateAgentRuntime/NameConflict',
  'auto-created/CreateBrowser/ok',
  'absent/DeleteBrowser/ResourceNotFound',
  'auto-created/UpdateAgentRuntime/ConflictInTransition',
  'auto-created/ListBrowsers/ok',
  'deletable/CreateServiceLinkedRole/RoleNameTaken',
  'absent/CreateUser/ok',
  'absent/ListBrowsers/ok',
];

test('cases one after the other on a server that nobody resets are as if each were the first', async () => {
  const server = await startServer({ timeScale: 'manual' });
  try {
    const record = await conform(server.url, { only });
    expect(record.counts.pass, conformText(record)).toBe(only.length);
    expect(record.remains).toEqual([]);
  } finally {
    await server.close();
  }
});
