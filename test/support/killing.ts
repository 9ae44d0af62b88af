import { once } from 'node:events';
import { expect } from 'vitest';
import type { ReadResponse } from '../../src/wire/wire.ts';
import { temporary } from './cli.ts';
import { ask, model, type ShownAccount } from './server.ts';
import { type Serving, serving } from './serving.ts';

type Ids = Map<string, string>;

const connections = 4;
const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}';

/** What was answered in one life of a server: the ids of roles and networks that were made, by their names. */
interface Answered {
  readonly roles: Ids;
  readonly networks: Set<string>;
  /** Names of roles whose making was asked for. */
  readonly asked: Set<string>;
}

/** What an answer gives; a refusal is a failure of this test. */
function outputOf(answer: ReadResponse): Readonly<Record<string, unknown>> {
  if ('output' in answer) return answer.output as Readonly<Record<string, unknown>>;
  throw new Error(JSON.stringify(answer));
}

/** Makes roles and networks, one after the other, until the server is gone. */
async function load(
  server: Serving,
  worker: string,
  answered: Answered,
  onAnswer: () => void,
): Promise<void> {
  try {
    for (let count = 0; ; count++) {
      const RoleName = `r-${worker}-${count}`;
      answered.asked.add(RoleName);
      const made = outputOf(
        await ask(server, 'CreateRole', { RoleName, AssumeRolePolicyDocument: trust }),
      );
      const { RoleId } = made.Role as { RoleId: string };
      answered.roles.set(RoleName, RoleId);
      const vpc = outputOf(await ask(server, 'CreateVpc', { CidrBlock: '10.0.0.0/16' }));
      answered.networks.add((vpc.Vpc as { VpcId: string }).VpcId);
      onAnswer();
    }
  } catch (error) {
    // The connection is gone with the server; anything else is a failure of this test.
    if (!(error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)))
      throw error;
  }
}

const besideOf = ({ account }: ShownAccount) =>
  account.beside as {
    readonly roles: Readonly<Record<string, { readonly id: string }>>;
    readonly network: Readonly<Record<string, unknown>>;
  };

/** Expects that all that was answered is there, and nothing that was never asked for. */
function expectKept(shown: ShownAccount, { roles, networks, asked }: Answered): void {
  const beside = besideOf(shown);
  for (const [name, id] of roles) expect(beside.roles[name]?.id, name).toBe(id);
  for (const id of networks) expect(beside.network, id).toHaveProperty([id]);
  for (const name of Object.keys(beside.roles)) expect(asked).toContain(name);
}

/**
 * Kills a server that is under load again and again, and expects each time that it has lost nothing that was answered.
 *
 * @param answersMax - It is killed after so many answers at most.
 */
export async function killed(
  times: number,
  answersMax: number,
  random: () => number,
  ...more: readonly string[]
): Promise<void> {
  const journal = temporary('journal');
  const args = ['--journal', journal, '--seed', '7', ...more];
  let answered: Answered = { roles: new Map(), networks: new Set(), asked: new Set() };
  for (let time = 0; time < times; time++) {
    const server = await serving(...args);
    const { value } = await model(server, 'GET', 'account');
    expectKept(value, answered);
    expect(server.stderr().replace(/^.* the last line was not written to its end, .*\n/, '')).toBe(
      '',
    );
    // So that the file does not grow with the number of kills.
    answered = { roles: new Map(), networks: new Set(), asked: new Set() };
    expect((await model(server, 'POST', 'reset')).status).toBe(200);
    const dies = 1 + Math.floor(random() * answersMax);
    let answers = 0;
    const workers = Array.from({ length: connections }, (_, index) =>
      load(server, `${time}-${index}`, answered, () => {
        answers += 1;
        if (answers === dies) server.child.kill('SIGKILL');
      }),
    );
    await Promise.all([...workers, once(server.child, 'exit')]);
    expect(await server.ended).toBe('SIGKILL');
  }
  const server = await serving(...args);
  const { value } = await model(server, 'GET', 'account');
  expectKept(value, answered);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
}
