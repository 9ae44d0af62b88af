import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model } from '../../model/index.ts';
import type { CallersFile } from '../server/callers.ts';
import { type ServerOptions, startServer } from '../server/server.ts';
import { overTheWire } from '../target/overTheWire.ts';
import type { Target } from '../target/target.ts';

const account = '123456789012';
const secret = (): string => randomBytes(24).toString('base64url');

/**
 * The reference server in this process, as a target over HTTP: time stands still there unless it is told to go on.
 *
 * @param model - What is served. Default: the reference model.
 * @category Target
 */
export async function embedded(
  options: Pick<ServerOptions, 'seed' | 'behaviour' | 'choices' | 'durations'> & {
    readonly model?: Model;
  } = {},
): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'agentcore-slr-'));
  const callers = join(folder, 'callers.json');
  const key = (accessKeyId: string, rights: 'administrator' | 'reader') => ({
    accessKeyId,
    secretAccessKey: secret(),
    account,
    rights,
  });
  const [main, limited] = [
    key('AKIAMAINMAINMAIN', 'administrator'),
    key('AKIALIMITEDLIMIT', 'reader'),
  ];
  const file: CallersFile = { callers: [main, limited], modelToken: secret() };
  try {
    writeFileSync(callers, JSON.stringify(file), { mode: 0o600 });
    const server = await startServer({ ...options, timeScale: 'manual', callers });
    const target = await overTheWire({
      endpoint: server.url,
      credentials: main,
      limited,
      modelToken: file.modelToken,
    });
    return {
      ...target,
      name: 'the embedded server',
      close: async () => {
        await target.close();
        await server.close();
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
