import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readJson } from '../../src/server/callers.ts';
import { startServer } from '../../src/server/server.ts';

/**
 * A server of its own process: ours, with its options as JSON in the second argument and an account in the file that
 * the third names; or, with `bare`, one of Node's that answers as many letters as the second argument says.
 */
const [, , kind, given = '{}', account] = process.argv;

async function bare(length: number): Promise<string> {
  const body = 'x'.repeat(length);
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': length });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const started =
  account === undefined ? {} : ({ account: readJson(account) } satisfies { account: unknown });
const url =
  kind === 'bare'
    ? await bare(Number(given))
    : (await startServer({ ...JSON.parse(given), ...started })).url;
console.log(`listening on ${url}`);
