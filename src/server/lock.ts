import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a process listens as long as it holds a lock: the system lets go of it when the process ends, however it ends. */
function placeOf(path: string): string {
  const name = `agentcore-slr-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), name);
}

const listenAt = (place: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(place, () => resolve(server.unref()));
  });

const isListening = (place: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(place);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });

/**
 * Keeps others from using a file.
 *
 * @param path - The file, as an absolute path without symbolic links.
 * @returns What lets go of it, or undefined if another process holds it.
 */
export async function lock(path: string): Promise<(() => void) | undefined> {
  const place = placeOf(path);
  for (const mayRetry of [true, false]) {
    try {
      const server = await listenAt(place);
      return () => server.close();
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken) throw error;
      // Where places are files, one may be left by a process that was killed.
      if (!mayRetry || !place.startsWith(tmpdir()) || (await isListening(place))) return undefined;
      rmSync(place, { force: true });
    }
  }
  return undefined;
}
