import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ask } from '../support/server.ts';
import { raw, serving } from '../support/serving.ts';

/** What an answer says of the connection, to a call that comes in two parts; undefined if there is none. */
const calledWith = (agent: Agent, port: number, body: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const headers = { 'content-length': body.length };
    const asked = request({ agent, port, method: 'POST', headers }, (response) => {
      response.resume().on('end', () => resolve(response.headers.connection));
    });
    asked.on('error', () => resolve(undefined)).write(body.slice(0, 10));
    setTimeout(() => asked.end(body.slice(10)), 10);
  });

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  const form = (body: string, length = body.length) =>
    `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${length}\r\n\r\n${body}`;
  const action = 'Version=2011-06-15&Action=GetCallerIdentity';

  test('finishes a request that is under way, closes what is idle, and ends with 0', async () => {
    const server = await serving();
    const idle = raw(server.port, [form(action)], { withinMs: 60_000 });
    const socket = connect(server.port, '127.0.0.1');
    let got = '';
    socket.on('data', (data) => {
      got += data;
    });
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(form(action.slice(0, 10), action.length));
    // The server has this connection, and answers others.
    expect(await ask(server, 'GetCallerIdentity')).toMatchObject({ ok: true });
    server.child.kill(signal);
    expect(await idle).toMatch(/^HTTP\/1\.1 200 /);
    socket.write(action.slice(10));
    await closed;
    expect(got).toMatch(/^HTTP\/1\.1 200 OK\r\n(.*\r\n)*connection: close\r\n/i);
    expect(await server.ended).toBe(0);
    expect(server.stderr()).toBe('');
  });

  test('does not go on for clients that keep calling', async () => {
    const server = await serving();
    let isRefused = false;
    /** Calls until the connection is closed; how often it was answered after that as if nothing were. */
    const calling = async (): Promise<number> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      onTestFinished(() => agent.destroy());
      let goesOn = 0;
      for (;;) {
        const connection = await calledWith(agent, server.port, action);
        if (connection !== 'keep-alive') return goesOn;
        if (isRefused) goesOn += 1;
      }
    };
    const clients = Array.from({ length: 4 }, calling);
    await sleep(200);
    server.child.kill(signal);
    while ((await raw(server.port, ['x\r\n\r\n'], { withinMs: 60_000 })) !== '');
    isRefused = true;
    // An answer may have been on its way.
    for (const goesOn of await Promise.all(clients)) expect(goesOn).toBeLessThanOrEqual(1);
    expect(await server.ended).toBe(0);
    expect(server.stderr()).toBe('');
  });

  test('does not wait for ever for a client that says nothing', async () => {
    const server = await serving();
    const silent = [
      raw(server.port, [], { withinMs: 60_000 }),
      raw(server.port, [form('', 100)], { withinMs: 60_000 }),
      raw(server.port, ['POST / HT'], { withinMs: 60_000 }),
    ];
    expect(await ask(server, 'GetCallerIdentity')).toMatchObject({ ok: true });
    server.child.kill(signal);
    expect(await server.ended).toBe(0);
    expect(await Promise.all(silent)).toEqual(['', '', '']);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('and then %s ends at once', async (second) => {
    const server = await serving();
    const open = raw(server.port, [form('', 100)], { withinMs: 60_000 });
    expect(await ask(server, 'GetCallerIdentity')).toMatchObject({ ok: true });
    server.child.kill(signal);
    // Once it no longer listens it has seen the first one.
    while ((await raw(server.port, ['x\r\n\r\n'], { withinMs: 60_000 })) !== '');
    server.child.kill(second);
    expect(await server.ended).toBe(second);
    expect(await open).toBe('');
  });
});

describe('limits', () => {
  const limited = () =>
    serving('--max-body', '2048', '--max-connections', '3', '--max-seconds', '1');
  const post = (body: string, more = '') =>
    `POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: ${body.length}\r\n${more}\r\n${body}`;
  const action = 'Version=2011-06-15&Action=GetCallerIdentity';
  const within = { withinMs: 60_000 };

  test('a body may be so long, and no longer', async () => {
    const server = await limited();
    const padded = (length: number) => post(action.padEnd(length, '&'));
    expect(await raw(server.port, [padded(2048)], within)).toMatch(/^HTTP\/1\.1 200 /);
    for (const length of [2049, 10_000])
      expect(await raw(server.port, [padded(length)], within)).toMatch(
        /^HTTP\/1\.1 413 [\s\S]*<Code>RequestEntityTooLarge<\/Code>/,
      );
    const chunk = `800\r\n${'&'.repeat(0x800)}\r\n`;
    const chunked = post('').replace('content-length: 0', 'transfer-encoding: chunked');
    expect(await raw(server.port, [chunked, chunk, chunk, '0\r\n\r\n'], within)).toMatch(
      /^HTTP\/1\.1 413 /,
    );
  });

  test('headers may be so long, and no longer', async () => {
    const server = await limited();
    const header = (length: number) => post(action, `x: ${'y'.repeat(length)}\r\n`);
    expect(await raw(server.port, [header(10_000)], within)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw(server.port, [header(20_000)], within)).toMatch(
      /^HTTP\/1\.1 431 [\s\S]*\{"message":"The headers are too long\."\}/,
    );
  });

  test('a request may take so long to come, and no longer', async () => {
    const server = await limited();
    for (const part of [post(action).slice(0, -1), 'POST / HTTP/1.1\r\n'])
      expect(await raw(server.port, [part], within)).toMatch(
        /^HTTP\/1\.1 408 [\s\S]*\{"message":"The request took too long to come\."\}/,
      );
  });

  test('so many connections there may be at once, and no more', async () => {
    const server = await limited();
    const held = Array.from({ length: 3 }, () =>
      raw(server.port, [post(action).slice(0, -1)], within),
    );
    const others = await Promise.all(
      Array.from({ length: 10 }, () => raw(server.port, [post(action)], within)),
    );
    expect(others).toContain('');
    await Promise.all(held);
    // Places are free again when the server has seen that the connections are closed.
    while ((await raw(server.port, [post(action)], within)) === '');
    expect(await raw(server.port, [post(action)], within)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('who has read the first line, or no line of the log, stops nothing', async () => {
  const server = await serving('--log');
  server.child.stdout?.destroy();
  server.child.stderr?.destroy();
  for (let count = 0; count < 20; count++)
    expect(await ask(server, 'GetCallerIdentity')).toMatchObject({ ok: true });
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
});
