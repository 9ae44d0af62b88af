import type { OperationName } from '../../model/index.ts';
import type { Service } from '../wire/message.ts';
import { TargetError } from './errors.ts';
import { type Patience, patiences, untilAnswered } from './patience.ts';
import type { Reply, Target } from './target.ts';

/** A harmless call of each service. */
const questions: Readonly<Record<Service, OperationName>> = {
  sts: 'GetCallerIdentity',
  iam: 'ListRoles',
  ec2: 'DescribeVpcs',
  agentcore: 'ListAgentRuntimes',
};

/** How services say that they do not know who calls. */
const badCredentials: ReadonlySet<string> = new Set([
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'AuthFailure',
  'MissingAuthenticationToken',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'IncompleteSignatureException',
]);

/** What a target is found to be before a run. */
export interface Probed {
  /** Who the main caller is, where the target says so. */
  readonly account: string | undefined;
  readonly arn: string | undefined;
  /** Why a service seems not to be there; undefined of one that answers. */
  readonly absent: Readonly<Record<Service, string | undefined>>;
}

/** Why a reply shows that a run cannot begin. */
function obstacle(service: Service, { seen, lost }: Reply): string | undefined {
  if (lost !== undefined) return `does not answer ${questions[service]}: ${lost}`;
  return seen.ok === false && badCredentials.has(seen.code)
    ? `does not take the credentials: it answers ${seen.code}${seen.message === undefined ? '' : ` (${seen.message})`}`
    : undefined;
}

/**
 * Finds out, before a run, whether there is anything that can be called.
 *
 * @param region - The Region to ask in.
 * @param patience - How long a throttling is waited out.
 * @throws TargetError if a service does not answer, the credentials are not taken, or none of the services is there.
 * @category Target
 */
export async function probe(
  target: Target,
  region = 'us-east-1',
  patience: Patience = patiences.emulator,
): Promise<Probed> {
  const services = Object.keys(questions) as Service[];
  const replies = await Promise.all(
    services.map((service) =>
      untilAnswered(patience, () =>
        target.ask({ operation: questions[service], region, input: {}, caller: 'main' }),
      ),
    ),
  );
  for (const [at, reply] of replies.entries()) {
    const why = obstacle(services[at] as Service, reply);
    if (why !== undefined)
      throw new TargetError('environment', `${target.name} ${why.replace(/\.$/, '')}.`);
  }
  const [first] = replies;
  if (first !== undefined && replies.every(({ seen }) => seen.ok === 'unknown')) {
    const why = first.unsupported ?? first.malformed;
    throw new TargetError(
      'environment',
      `${target.name} is nothing that speaks as AWS does: ${why}.`,
    );
  }
  const output = first?.seen.ok === true ? first.seen.output : {};
  const text = (member: string) =>
    typeof output[member] === 'string' ? output[member] : undefined;
  const absent = services.map((service, at) => [service, replies[at]?.unsupported]);
  return { account: text('Account'), arn: text('Arn'), absent: Object.fromEntries(absent) };
}
