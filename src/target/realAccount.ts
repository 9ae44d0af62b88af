import type { Service } from '../wire/message.ts';
import type { Endpoints } from './clients.ts';
import { TargetError } from './errors.ts';
import type { Caller, Target } from './target.ts';

const services: readonly Service[] = ['iam', 'sts', 'ec2', 'agentcore'];

/** What the names of AWS's own hosts end with, in all its partitions. */
const awsHosts = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'amazonwebservices.com.cn',
  'amazonwebservices.eu',
  'aws',
  'ic.gov',
  'sgov.gov',
  'scloud',
  'adc-e.uk',
] as const;

/** Whether an endpoint is one of the real service: so is what was not given. Never throws. @category Target */
export function isReal(endpoint: string | undefined): boolean {
  if (endpoint === undefined) return true;
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  const name = host.replace(/\.$/, '').toLowerCase();
  return awsHosts.some((end) => name === end || name.endsWith(`.${end}`));
}

interface Given {
  readonly endpoint?: string | Readonly<Partial<Record<Service, string>>>;
  readonly realAccount?: string;
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '')
    return text.replace(/\/$/, '');
  throw new TargetError(
    'usage',
    `${text} is no endpoint. Give a URL as http://127.0.0.1:4510, without a query.`,
  );
}

/**
 * Where each service is to be called.
 *
 * @throws TargetError if a URL is none, or is the real service's and no account was given that may be changed.
 */
export function readEndpoints({ endpoint, realAccount }: Given): Endpoints {
  const endpoints = Object.fromEntries(
    services.map((service) => {
      const given = typeof endpoint === 'string' ? endpoint : endpoint?.[service];
      return [service, given === undefined ? undefined : checkedUrl(given)];
    }),
  ) as Endpoints;
  if (realAccount !== undefined && !/^\d{12}$/.test(realAccount))
    throw new TargetError('usage', `${realAccount} is no account: give its 12 digits.`);
  const real = services.filter((service) => isReal(endpoints[service]));
  if (real.length > 0 && realAccount === undefined) {
    const where = real.map((service) => endpoints[service] ?? `the default endpoint of ${service}`);
    throw new TargetError(
      'usage',
      `${where[0]} is the real service. Give --endpoint URL of an emulator, or --real-account and the id of an account that may be changed.`,
    );
  }
  return endpoints;
}

/**
 * Makes sure that calls go to the account that was named.
 *
 * @throws TargetError if they do not, or it cannot be found out.
 */
export async function checkedAccount(
  ask: Target['ask'],
  callers: readonly Caller[],
  { realAccount }: Given,
): Promise<void> {
  for (const caller of callers) {
    const operation = 'GetCallerIdentity';
    const { seen, lost, unsupported } = await ask({
      operation,
      region: 'us-east-1',
      input: {},
      caller,
    });
    if (seen.ok !== true) {
      const why = lost ?? unsupported ?? (seen.ok === false ? seen.code : 'no answer');
      throw new TargetError('environment', `Whose account this is cannot be found out: ${why}.`);
    }
    const account = String(seen.output.Account);
    if (account !== realAccount)
      throw new TargetError(
        'usage',
        `The credentials of the ${caller} caller belong to account ${account}, and not to ${realAccount}, which --real-account names. Nothing was changed.`,
      );
  }
}
