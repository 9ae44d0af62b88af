import {
  type Account,
  type Call,
  callers,
  newAccount,
  type Seen,
  step,
} from '../../model/index.ts';
import { believe, observe } from '../../src/observe/observe.ts';

/** How long the judge took for a call, by operation, and how much it kept. */
export interface Observing {
  readonly inFlight: number;
  readonly rectangles: number;
  readonly msByOperation: Readonly<Record<string, number>>;
  readonly ms: number;
  /** The same in time of the processor. */
  readonly cpuMs: number;
}

const rounds = 8;

const call = (operation: string, input: Call['input'] = {}): Call => ({
  operation,
  caller: callers.administrator,
  region: 'us-east-1',
  input,
});

const create = (number: number, networks: number): Call =>
  call('CreateAgentRuntime', {
    agentRuntimeName: `runtime${number}`,
    agentRuntimeArtifact: {},
    roleArn: 'arn:aws:iam::123456789012:role/agent',
    networkConfiguration: {
      networkMode: 'VPC',
      networkModeConfig: {
        subnets: [`subnet-0000000${number % networks}`],
        securityGroups: ['sg-11112222'],
      },
    },
  });

/** An outcome as a client sees it; the model's symbols are the names that the target picks. */
const shown = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll(/\{\{(\w+):(\d+)\}\}/g, '$1$2xxxxxxxx');
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      item === '{{missing}}' ? [] : [[name, shown(item)]],
    ),
  );
};

/**
 * Times the judge on a target with so many runtimes being created, all of which are read in turn.
 *
 * @param networks - How many networks they share.
 * @param isTaskOpen - Whether a deletion task is under way, too.
 */
export function observing(inFlight: number, networks: number, isTaskOpen: boolean): Observing {
  let account: Account = newAccount();
  let beliefs = believe(account);
  let now = 0;
  const took: Record<string, number[]> = {};
  const make = (one: Call): void => {
    const { account: after, outcome } = step(account, one);
    account = after;
    const seen = shown(outcome) as Seen;
    const named = shown(one) as Call;
    const began = performance.now();
    beliefs = observe(beliefs, named, seen, { from: now, to: now + 10 });
    const list = took[one.operation] ?? [];
    took[one.operation] = list;
    list.push(performance.now() - began);
    if (beliefs.size === 0) throw new Error(`${one.operation} is refuted`);
    now += 20;
  };
  for (let number = 0; number < inFlight; number++) make(create(number, networks));
  if (isTaskOpen) make(call('DeleteServiceLinkedRole', { RoleName: account.role.name }));
  for (const key of Object.keys(took)) delete took[key];
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    for (const { id } of account.core.resources.slice(0, 8))
      make(call('GetAgentRuntime', { agentRuntimeId: id }));
    make(call('ListAgentRuntimes'));
    make(call('GetRole', { RoleName: account.role.name }));
    make(call('DescribeNetworkInterfaces'));
    if (isTaskOpen)
      make(
        call('GetServiceLinkedRoleDeletionStatus', {
          DeletionTaskId: `task/aws-service-role/${account.role.principal}/${account.role.name}/{{Task:1}}`,
        }),
      );
  }
  const { user, system } = process.cpuUsage(before);
  const calls = Object.values(took).flat().length;
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  return {
    inFlight,
    rectangles: beliefs.size,
    msByOperation: Object.fromEntries(
      Object.entries(took).map(([name, list]) => [name, Number(mean(list).toFixed(3))]),
    ),
    ms: mean(Object.values(took).flat()),
    cpuMs: (user + system) / 1000 / calls,
  };
}
