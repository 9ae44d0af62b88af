import { describe, expect, test } from 'vitest';
import { TargetError } from '../../src/target/errors.ts';
import { inProcess } from '../../src/target/inProcess.ts';
import { overTheWire } from '../../src/target/overTheWire.ts';
import { probe } from '../../src/target/probe.ts';
import { checkedAccount, isReal } from '../../src/target/realAccount.ts';
import type { Target } from '../../src/target/target.ts';
import { always, nasty, wire } from '../support/nasty.ts';
import { started } from '../support/server.ts';

const sentence = async (target: Target): Promise<string> => {
  const error = await probe(target).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TargetError)) throw new Error('probe found nothing wrong');
  expect(error.cause).toBe('environment');
  return error.message.replace(/http:\/\/127\.0\.0\.1:\d+/, 'URL');
};

const iamError = (code: string) =>
  `<ErrorResponse><Error><Code>${code}</Code><Message>It is not valid.</Message></Error></ErrorResponse>`;

describe('probe: an endpoint that cannot be tested is told in one sentence', () => {
  test('it is a web page', async () => {
    const target = await wire(await always(200, 'text/html', '<html>Hello</html>'));
    expect(await sentence(target)).toBe(
      'URL is nothing that speaks as AWS does: the target answers HTTP 200 with a web page where XML is due.',
    );
  });

  test('it hangs', async () => {
    const target = await wire(await nasty((request) => request.resume()), { callMs: 200 });
    expect(await sentence(target)).toBe(
      'URL does not answer GetCallerIdentity: there is no answer within 0.2 s.',
    );
  });

  test('it resets', async () => {
    const target = await wire(await nasty((request) => request.socket.resetAndDestroy()));
    expect(await sentence(target)).toBe(
      'URL does not answer GetCallerIdentity: the connection was reset.',
    );
  });

  test('it sends more than is borne', async () => {
    const target = await wire(await always(200, 'text/xml', ' '.repeat(5000)), { bodyMax: 1000 });
    expect(await sentence(target)).toBe(
      'URL does not answer GetCallerIdentity: the answer is longer than 1000 bytes and was not read on.',
    );
  });

  test('nobody listens', async () => {
    expect(await sentence(await wire('http://127.0.0.1:1'))).toBe(
      'URL does not answer GetCallerIdentity: the connection is refused.',
    );
  });

  test('nobody listens, and one service is somewhere else: each address is said once', async () => {
    const [iam, ec2] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];
    const target = await wire({ iam, sts: iam, agentcore: iam, ec2 });
    expect(await sentence(target)).toMatch(/^URL, http:\/\/127\.0\.0\.1:2 does not answer/);
  });

  test('it does not take the credentials', async () => {
    const target = await wire(await always(403, 'text/xml', iamError('InvalidClientTokenId')));
    expect(await sentence(target)).toBe(
      'URL does not take the credentials: it answers InvalidClientTokenId (It is not valid.).',
    );
  });
});

describe('probe: a target that answers', () => {
  const found = {
    account: '123456789012',
    arn: expect.stringMatching(/^arn:aws:iam::123456789012:user\//),
    absent: { iam: undefined, sts: undefined, ec2: undefined, agentcore: undefined },
  };

  test('over HTTP', async () => {
    expect(await probe(await wire((await started({ timeScale: 'manual' })).url))).toEqual(found);
  });

  test('in process', async () => {
    expect(await probe(inProcess())).toEqual(found);
  });
});

describe('the real service is refused unless its account is named', () => {
  test.each([
    'https://iam.amazonaws.com',
    'https://sts.us-east-1.amazonaws.com./',
    'https://ec2.cn-north-1.amazonaws.com.cn',
    'https://bedrock-agentcore-control.us-east-1.api.aws',
    'https://vpce-1.ec2.us-east-1.vpce.amazonaws.com',
    'HTTPS://IAM.AMAZONAWS.COM',
    undefined,
  ])('%s is real', (endpoint) => {
    expect(isReal(endpoint)).toBe(true);
  });

  test.each([
    'http://127.0.0.1:4510',
    'http://amazonaws.com.example.org',
    'http://aws:1@localhost',
  ])('%s is not', (endpoint) => {
    expect(isReal(endpoint)).toBe(false);
  });

  test.each([
    [{}, /^the default endpoint of iam is the real service/],
    [{ endpoint: 'https://iam.amazonaws.com' }, /^https:\/\/iam.amazonaws.com is the real service/],
    [{ endpoint: { iam: 'http://127.0.0.1:1' } }, /^the default endpoint of sts is the real/],
    [{ endpoint: 'localhost' }, /^localhost is no endpoint/],
    [{ endpoint: 'http://127.0.0.1:1/?a=b' }, /is no endpoint/],
    [{ endpoint: 'http://127.0.0.1:1', realAccount: '12' }, /^12 is no account/],
  ] as const)('%j', async (options, message) => {
    await expect(overTheWire(options)).rejects.toThrow(message);
  });
});

describe('the account of the callers has to be the one that was named', () => {
  const identity = (account: string) => async () => {
    const reply = await inProcess().ask({
      operation: 'GetCallerIdentity',
      region: 'us-east-1',
      input: {},
      caller: 'main',
    });
    return { ...reply, seen: { ok: true, output: { Account: account } } } as const;
  };

  test('it is', async () => {
    const given = { realAccount: '111122223333' };
    await checkedAccount(identity('111122223333'), ['main', 'limited'], given);
  });

  test('it is not', async () => {
    const given = { realAccount: '111122223333' };
    await expect(checkedAccount(identity('123456789012'), ['main'], given)).rejects.toThrow(
      /^The credentials of the main caller belong to account 123456789012, and not to 111122223333/,
    );
  });

  test('it cannot be found out', async () => {
    const { ask } = await wire('http://127.0.0.1:1');
    await expect(checkedAccount(ask, ['main'], { realAccount: '111122223333' })).rejects.toThrow(
      'Whose account this is cannot be found out: the connection is refused.',
    );
  });
});

test('a model token that is not taken is said', async () => {
  const endpoint = await always(403, 'application/json', '{"message":"no"}');
  await expect(overTheWire({ endpoint, modelToken: 'wrong' })).rejects.toThrow(
    /^The model token is not taken by/,
  );
});
