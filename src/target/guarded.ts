import { agentCoreRole } from '../../model/index.ts';
import { isRecord } from '../wire/values.ts';
import { type Effect, effects, type ThingKind, textAt } from './effects.ts';
import type { Before, End, Intent, Ledger } from './ledger.ts';
import { askAll, itemsOf, lists, onlyItems } from './lists.ts';
import { isThrottled } from './patience.ts';
import { hasRunTag, isLinkedRole, isName, isTagged, RunNames } from './runNames.ts';
import type { Reply, Target, TargetCall } from './target.ts';

/** Thrown for a call that would change what the run did not make. It was not sent; to ask for it is a bug of ours. */
export class ForeignThing extends Error {}

/** A target of which a run changes only what it made itself. */
export interface Guarded extends Target {
  /** Why a call must not be made; undefined if it may. */
  readonly forbids: (call: TargetCall) => string | undefined;
  /** Begins another part of the run: what it names is none of what was there before, in lists neither. */
  readonly renew: () => void;
}

/** How a target is guarded. */
export interface GuardOptions {
  /** Subnets that were given to the run, by Region: what stands in them already is not the run's. */
  readonly subnets?: Readonly<Record<string, readonly string[]>>;
}

/** Ids of EC2 that could be somebody's; others name nothing. */
const networkId = /-[0-9a-f]{8,}$/i;
const attempts = 3;

const subnetsIn = ({ networkConfiguration }: TargetCall['input']): readonly string[] =>
  isRecord(networkConfiguration)
    ? ['networkModeConfig', 'vpcConfig'].flatMap((member) => {
        const vpc = networkConfiguration[member];
        return isRecord(vpc) && Array.isArray(vpc.subnets) ? vpc.subnets.map(String) : [];
      })
    : [];

/** Asks once more where an answer is lost or throttled: only of calls that change nothing. */
async function persistently(ask: Target['ask'], call: TargetCall): Promise<Reply> {
  let reply = await askAll(ask, call);
  for (let more = 1; more < attempts; more++) {
    if (reply.lost === undefined && !isThrottled(reply)) break;
    reply = await askAll(ask, call);
  }
  return reply;
}

/** What is there before a run begins. */
async function lookAround(target: Target, { subnets = {} }: GuardOptions): Promise<Before> {
  const ask = (operation: TargetCall['operation'], region: string, input: TargetCall['input']) =>
    persistently(target.ask, { operation, region, input, caller: 'main' });
  const { seen } = await ask('GetRole', 'us-east-1', { RoleName: agentCoreRole.name });
  const isAbsent = seen.ok === false && seen.code === 'NoSuchEntity';
  const listed = await ask('ListRoles', 'us-east-1', { PathPrefix: '/aws-service-role/' });
  const interfaces: string[] = [];
  for (const [region, ids] of Object.entries(subnets)) {
    if (ids.length === 0) continue;
    const Filters = [{ Name: 'subnet-id', Values: ids }];
    const found = await ask('DescribeNetworkInterfaces', region, { Filters });
    interfaces.push(...ofMember(found, 'DescribeNetworkInterfaces', 'NetworkInterfaceId'));
  }
  return {
    role: seen.ok === true ? 'present' : isAbsent ? 'absent' : 'unknown',
    linkedRoles: ofMember(listed, 'ListRoles', 'RoleName'),
    interfaces,
  };
}

/** The lists of what a run can make in EC2, with the member that is an id there. */
const networkLists = [
  ['DescribeVpcs', 'VpcId'],
  ['DescribeSubnets', 'SubnetId'],
  ['DescribeSecurityGroups', 'GroupId'],
  ['DescribeNetworkInterfaces', 'NetworkInterfaceId'],
] as const;

/** Keeps what there is in EC2 before the run makes something there. */
async function lookAtNetwork({ ask }: Target, ledger: Ledger, region: string): Promise<void> {
  const ids: string[] = [];
  for (const [operation, member] of networkLists) {
    const call = { operation, region, input: {}, caller: 'main' } as const;
    ids.push(...ofMember(await persistently(ask, call), operation, member));
  }
  ledger.found(region, ids);
}

const ofMember = (reply: Reply, operation: TargetCall['operation'], member: string): string[] =>
  itemsOf({ operation }, reply).flatMap((item) =>
    isRecord(item) && typeof item[member] === 'string' ? [item[member]] : [],
  );

/** The ids that the run may act on beside those that it made: interfaces of its resources, and their attachments. */
class Watched {
  readonly #ledger: Ledger;
  readonly #ids = new Set<string>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  has = (id: string): boolean => this.#ids.has(id);

  /** Whether an interface is the run's: made by it, or by the service in a subnet that the run uses. */
  takes(region: string, item: Readonly<Record<string, unknown>>): boolean {
    const { NetworkInterfaceId: id, SubnetId: subnet, Attachment: attachment } = item;
    const { before, used, run } = this.#ledger;
    const isUsed =
      used.get(region)?.has(String(subnet)) || this.#ledger.has('subnet', region, String(subnet));
    const isOurs =
      this.#ledger.has('network-interface', region, String(id)) ||
      hasRunTag(run.prefix, item) ||
      (isUsed && !before?.interfaces.includes(String(id)));
    if (!isOurs) return false;
    this.#ids.add(String(id));
    if (isRecord(attachment)) this.#ids.add(String(attachment.AttachmentId));
    return true;
  }
}

/** What a call with names as they are sent would change that the run did not make. */
function foreign(
  ledger: Ledger,
  names: RunNames,
  watched: Watched,
  effect: Effect & { readonly does: 'changes' },
  { region, input }: TargetCall,
): string | undefined {
  const { kind, member } = effect;
  const made = (id: string, ...kinds: readonly ThingKind[]): boolean =>
    kinds.some((one) => ledger.has(one, region, id));
  const strange = (value: unknown): boolean => {
    if (typeof value !== 'string') return false;
    switch (kind) {
      case 'role':
        if (isLinkedRole(value)) return ledger.before?.role !== 'absent';
        return (
          isName(member, value) &&
          !names.isOurs(value) &&
          !made(value, 'role', 'service-linked-role')
        );
      case 'user':
      case 'group':
        return isName(member, value) && !names.isOurs(value);
      case 'runtime':
      case 'code-interpreter':
      case 'browser':
        return /^[\w.:-]{8,}$/.test(value) && !names.isOurs(value) && !made(value, kind);
      case 'any-network-thing':
        return (
          networkId.test(value) &&
          !watched.has(value) &&
          !made(value, 'vpc', 'subnet', 'security-group', 'network-interface')
        );
      case 'attachment':
      case 'network-interface':
        return networkId.test(value) && !watched.has(value) && !made(value, 'network-interface');
      default:
        return networkId.test(value) && !made(value, kind);
    }
  };
  const values = Array.isArray(input[member]) ? (input[member] as unknown[]) : [input[member]];
  const found = values.find(strange);
  return found === undefined ? undefined : `${found} was not made by this run`;
}

function endOf(idPath: readonly string[], { seen, lost, unsupported }: Reply): End {
  if (unsupported !== undefined) return { was: 'refused' };
  if (seen.ok === false && seen.status < 500) return { was: 'refused' };
  const id = seen.ok === true ? textAt(seen.output, idPath) : undefined;
  if (id !== undefined) return { was: 'made', id };
  return { was: 'unknown', why: lost ?? (seen.ok === true ? 'no id came back' : 'it failed') };
}

/**
 * A target of which a run changes only what is in its ledger, under names that only the run has.
 *
 * Who asks need not know of it: names get the run's prefix where they are sent and lose it in answers, and lists come
 * whole and without what others have.
 *
 * @throws TargetError as `target.ask` does.
 * @category Target
 */
export async function guarded(
  target: Target,
  ledger: Ledger,
  options: GuardOptions = {},
): Promise<Guarded> {
  if (ledger.before === undefined) ledger.begin(await lookAround(target, options));
  const names = new RunNames(ledger);
  const watched = new Watched(ledger);
  /** What was made in earlier parts of the run: what is left of it is nobody's concern any more. */
  const earlier = new Set<string>();
  const named = (call: TargetCall): TargetCall => ({ ...call, input: names.given(call) });
  const obstacle = (call: TargetCall): string | undefined => {
    const effect = effects[call.operation];
    return effect.does === 'changes' ? foreign(ledger, names, watched, effect, call) : undefined;
  };

  /** Several calls may be made at once: the first one in a Region looks, and the others wait for it. */
  const looks = new Map<string, Promise<void>>();
  const lookedAt = (region: string): Promise<void> => {
    const known = looks.get(region);
    if (known !== undefined) return known;
    const isKept = ledger.network.has(region);
    const look = isKept ? Promise.resolve() : lookAtNetwork(target, ledger, region);
    looks.set(region, look);
    return look;
  };

  const send = async (call: TargetCall): Promise<Reply> => {
    const effect = effects[call.operation];
    ledger.use(call.region, subnetsIn(call.input));
    if (effect.does === 'reads') return onlyOurs(call, await askAll(target.ask, call));
    if (effect.does === 'creates') {
      if (isTagged(effect.kind)) await lookedAt(call.region);
      const number = ledger.intend(intentOf(call, effect));
      try {
        const reply = await target.ask(call);
        const end = endOf(effect.idPath, reply);
        ledger.end(number, end);
        if (end.was === 'made') earlier.delete(end.id);
        return reply;
      } catch (error) {
        ledger.end(number, { was: 'refused' });
        throw error;
      }
    }
    if (call.operation === 'AttachUserPolicy' || call.operation === 'AttachGroupPolicy')
      ledger.attach({
        kind: call.operation === 'AttachUserPolicy' ? 'user' : 'group',
        id: String(call.input[effect.member]),
        policy: String(call.input.PolicyArn),
      });
    return target.ask(call);
  };

  const onlyOurs = (call: TargetCall, reply: Reply): Reply => {
    const { region, operation, input } = call;
    const idMember = lists[operation]?.id;
    const asksForSome = Object.entries(input).some(
      ([member, ids]) => /Ids$/.test(member) && !(Array.isArray(ids) && ids.length === 0),
    );
    return onlyItems(call, reply, (item) => {
      if (idMember === undefined) return true;
      // Each is looked at, also where all are kept: what is seen here may be acted on.
      const isOfResource = operation === 'DescribeNetworkInterfaces' && watched.takes(region, item);
      const id = item[idMember];
      if (typeof id === 'string' && earlier.has(id)) return false;
      return (
        isOfResource ||
        asksForSome ||
        (operation === 'ListRoles' && isLinkedRole(id)) ||
        ledger.hasAny(id) ||
        Object.entries(item).some(
          ([member, value]) =>
            names.isOurs(value) && (member === idMember || /name$/i.test(member)),
        ) ||
        hasRunTag(ledger.run.prefix, item)
      );
    });
  };

  return {
    ...target,
    forbids: (call) => obstacle(named(call)),
    renew: () => {
      names.renew();
      for (const { end } of ledger.entries) if (end?.was === 'made') earlier.add(end.id);
      earlier.delete(agentCoreRole.name);
    },
    ask: async (call) => {
      const sent = named(call);
      const why = obstacle(sent);
      if (why !== undefined) throw new ForeignThing(`${call.operation} is not sent: ${why}`);
      const reply = await send(sent);
      return { ...reply, sent: sent.input, seen: names.taken(reply.seen) };
    },
    // It would take away what others have.
    reset: undefined,
  };
}

const intentOf = (
  { operation, region, input }: TargetCall,
  { kind, nameMember }: Effect & { readonly does: 'creates' },
): Intent => {
  const isLinked =
    kind === 'service-linked-role' && input.AWSServiceName === agentCoreRole.principal;
  const name = isLinked ? agentCoreRole.name : input[nameMember ?? ''];
  return {
    operation,
    kind,
    region,
    name: typeof name === 'string' ? name : undefined,
    token: typeof input.clientToken === 'string' ? input.clientToken : undefined,
  };
};
