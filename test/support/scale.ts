import {
  type Account,
  type Call,
  callers,
  happen,
  newAccount,
  type OperationName,
  step,
} from '../../model/index.ts';

/** A network that all resources in a VPC share. */
const vpc = {
  networkMode: 'VPC',
  vpcConfig: { subnets: ['subnet-0123456789abcdef0'], securityGroups: ['sg-0123456789abcdef0'] },
};
const outside = { networkMode: 'PUBLIC' };

/** Ways to have many resources: the mode of the network that each has, by its number. */
export const mixtures = {
  'all in one network': () => vpc,
  'none in a network': () => outside,
  'every other one in a network': (number: number) => (number % 2 === 0 ? outside : vpc),
} as const satisfies Readonly<Record<string, (number: number) => object>>;

const call = (operation: OperationName, input: Call['input']): Call => ({
  operation,
  caller: callers.administrator,
  region: 'us-east-1',
  input,
});

/** An account with its role and with browsers that are ready, each made with a client token. */
export function crowded(browsers: number, networkOf: (number: number) => object): Account {
  let account = newAccount();
  const asks = (each: Call) => {
    account = step(account, each).account;
  };
  asks(call('CreateServiceLinkedRole', { AWSServiceName: account.role.principal }));
  for (let number = 0; number < browsers; number++) {
    const networkConfiguration = networkOf(number);
    const clientToken = `${number}`.padStart(40, '0');
    asks(call('CreateBrowser', { name: `browser_${number}`, networkConfiguration, clientToken }));
    const id = account.core.resources.at(-1)?.id ?? '';
    account = happen(account, { machine: 'resource', type: 'succeed', id }) ?? account;
  }
  return account;
}

/** Calls that have to do with one resource of many, or with none: each round with others, names and tokens. */
export function callsOnOne({ core, role }: Account, round = 0): Readonly<Record<string, Call>> {
  const browserId = core.resources.at(-3 - round)?.id;
  const create = (name: string, networkConfiguration: object, more: object = {}) =>
    call('CreateBrowser', { name, networkConfiguration, ...more });
  return {
    'CreateBrowser, PUBLIC': create(`public_${round}`, outside),
    'CreateBrowser, VPC': create(`vpc_${round}`, vpc),
    'CreateBrowser, token': create(`token_${round}`, vpc, {
      clientToken: `new${round}`.padStart(40, '0'),
    }),
    'CreateBrowser, refused': create('browser_3', outside),
    GetBrowser: call('GetBrowser', { browserId }),
    'GetBrowser, refused': call('GetBrowser', { browserId: 'none-{{Resource:50000}}' }),
    DeleteBrowser: call('DeleteBrowser', { browserId }),
    GetRole: call('GetRole', { RoleName: role.name }),
    TagRole: call('TagRole', { RoleName: role.name, Tags: [{ Key: 'a', Value: 'b' }] }),
    DeleteServiceLinkedRole: call('DeleteServiceLinkedRole', { RoleName: role.name }),
    DescribeNetworkInterfaces: call('DescribeNetworkInterfaces', {}),
  };
}
