import {
  type Account,
  type Call,
  callers,
  happen,
  type Possible,
  type ResourceKind,
  step,
  type Unasked,
} from '../../model/index.ts';
import { usualRegion } from './cases.ts';
import { learn, type Names } from './names.ts';

const call = (operation: string, input: Call['input'] = {}, region = usualRegion): Call => ({
  operation,
  caller: callers.administrator,
  region,
  input,
});

const idMembers: Readonly<Record<ResourceKind, string>> = {
  AgentRuntime: 'agentRuntimeId',
  CodeInterpreter: 'codeInterpreterId',
  Browser: 'browserId',
};

const readRole = ({ role }: Account): Call => call('GetRole', { RoleName: role.name });

const readTask = ({ role, core }: Account): Call =>
  call('GetServiceLinkedRoleDeletionStatus', {
    DeletionTaskId: `task/aws-service-role/${role.principal}/${role.name}/{{Task:${core.tasksOpened}}}`,
  });

const readResource = ({ core }: Account, id: string): Call | undefined => {
  const found = core.resources.find((one) => one.id === id);
  return found && call(`Get${found.kind}`, { [idMembers[found.kind]]: id }, found.region);
};

const readInterfaces = (network: string): Call =>
  call('DescribeNetworkInterfaces', {}, network.split('/')[0]);

/** A call, and the names that things in it have. */
export interface Read {
  readonly call: Call;
  readonly names: Names;
}

/** Names as `observe` keeps them stand for ids as wholes; here they stand for the symbol in each. */
const namesOf = ({ names }: Possible): Names =>
  Object.fromEntries(
    Object.entries(names).flatMap(([id, name]) => Object.entries(learn(id, name))),
  );

function readOf(event: Unasked, account: Account): Call | undefined {
  switch (event.machine) {
    case 'iam':
      return readRole(account);
    case 'role':
      return readTask(account);
    case 'resource':
      return 'id' in event ? readResource(account, event.id) : undefined;
    case 'interface':
      return readInterfaces(event.network);
    case 'session':
      return undefined;
  }
}

/** The call whose answer is another one once something has happened in an account; undefined if none tells. */
export function readThatShows(event: Unasked, before: Possible): Read | undefined {
  const { account } = before;
  const next = happen(account, event);
  const read = readOf(event, account);
  if (next === undefined || read === undefined) return undefined;
  const answerIn = (one: Account): string => JSON.stringify(step(one, read).outcome);
  return answerIn(next) === answerIn(account) ? undefined : { call: read, names: namesOf(before) };
}

/** What is looked at when a case is over: all that its calls may have changed. */
export function probesFor(possible: Possible): readonly Read[] {
  const { account } = possible;
  const { core, beside } = account;
  const regions = new Set([
    ...core.resources.map(({ region }) => region),
    ...Object.keys(core.interfaces).map((network) => String(network.split('/')[0])),
    ...Object.values(beside.network).map(({ region }) => region),
  ]);
  const calls = [
    readRole(account),
    ...(core.tasksOpened > 0 ? [readTask(account)] : []),
    ...core.resources.flatMap(({ id }) => readResource(account, id) ?? []),
    ...[...regions].map((region) => call('DescribeNetworkInterfaces', {}, region)),
    ...Object.keys(beside.roles).flatMap((RoleName) => [
      call('GetRole', { RoleName }),
      call('ListAttachedRolePolicies', { RoleName }),
    ]),
  ];
  return calls.map((one) => ({ call: one, names: namesOf(possible) }));
}
