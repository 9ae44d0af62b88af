import { execFileSync } from 'node:child_process';
import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { draw } from '../../src/server/draw.ts';
import { probe } from '../support/fuzz.ts';
import { ask, model } from '../support/server.ts';
import { raw, serving } from '../support/serving.ts';

const requests = 10_000;
const atOnce = 32;
const seconds = 2;
/** How long anything may take, on a slow machine: what is asked for is the limit of two seconds and the look at it. */
const withinMs = 60_000;
const shownMax = 20;
const mebibytesMax = 600;

interface Response {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** The responses in what came; undefined if it is something else. */
function responsesIn(text: string): readonly Response[] | undefined {
  const found: Response[] = [];
  for (let rest = text; rest !== ''; ) {
    const [head = '', status] = /^HTTP\/1\.1 (\d{3}) .*?\r\n\r\n/s.exec(rest) ?? [];
    if (status === undefined) return undefined;
    const length = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1] ?? 0);
    const bytes = Buffer.from(rest.slice(head.length));
    found.push({ status: Number(status), head, body: bytes.toString('utf8', 0, length) });
    rest = bytes.toString('utf8', length);
  }
  return found;
}

/** Whether a refusal has the shape of a protocol, or of the model's own interface. */
function isShaped({ head, body }: Response): boolean {
  if (/\r\ncontent-type: application\/json\r\n/.test(head))
    return typeof JSON.parse(body).message === 'string';
  return (
    /\r\ncontent-type: text\/xml/.test(head) &&
    XMLValidator.validate(body) === true &&
    /<Code>\w+<\/Code>/.test(body) &&
    body.includes('<Message>')
  );
}

const isRight = (response: Response): boolean => {
  const { status, head } = response;
  if (/set-cookie|access-control|text\/html/i.test(head)) return false;
  if (status === 100 || status === 200) return true;
  return (status === 501 || (status >= 400 && status < 500)) && isShaped(response);
};

test('10,000 bad requests are each refused or closed, and the server is right afterwards', async () => {
  const seed = process.env.AGENTCORE_SLR_SEED ?? '1';
  console.log(`AGENTCORE_SLR_SEED=${seed}`);
  const server = await serving('--time-scale', 'manual', '--max-seconds', String(seconds), '--log');
  await ask(server, 'CreateServiceLinkedRole', {
    AWSServiceName: 'network.bedrock-agentcore.amazonaws.com',
  });
  await ask(server, 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const { value: before } = await model(server, 'GET', 'account');
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  let next = 0;
  const client = async () => {
    while (next < requests) {
      const index = next++;
      let drawn = 0;
      const { kind, parts, end } = probe(() => draw(seed, 'fuzz', index, drawn++));
      const got = await raw(server.port, parts, { withinMs, end });
      const what = `${kind} ${index}: ${JSON.stringify(Buffer.concat(parts).toString('latin1').slice(0, 500))}\n${got?.slice(0, 2000)}`;
      const responses = got === undefined ? undefined : responsesIn(got);
      if (responses?.every(isRight) !== true) wrong.push(what);
      const outcomes = responses?.length ? responses.map(({ status }) => status) : ['closed'];
      for (const outcome of outcomes) {
        const key = `${kind} ${outcome}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  console.log(
    [...counts]
      .sort()
      .map(([kind, count]) => `${kind}: ${count}`)
      .join(', '),
  );
  expect(wrong.slice(0, shownMax)).toEqual([]);
  expect((await model(server, 'GET', 'account')).value).toEqual(before);
  expect(await ask(server, 'GetCallerIdentity')).toMatchObject({ ok: true });
  const line = /^\S+Z (\d{12}|-) (\w+|-) [\w.]+ [\w-]+$/;
  expect(
    server
      .stderr()
      .trim()
      .split('\n')
      .filter((text) => !line.test(text)),
  ).toEqual([]);
  const kibibytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.child.pid)]));
  expect(kibibytes / 1024).toBeLessThan(mebibytesMax);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
});
