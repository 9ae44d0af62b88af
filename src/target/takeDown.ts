import { agentCoreRole, type OperationName } from '../../model/index.ts';
import { isRecord } from '../wire/values.ts';
import { type Cleaning, deletions, isGone, type Remaining, reading, whyNot } from './cleaning.ts';
import type { ThingKind } from './effects.ts';
import type { Entry } from './ledger.ts';
import { itemsOf } from './lists.ts';
import { isLinkedRole } from './runNames.ts';
import type { Reply } from './target.ts';

type Made = Entry & { readonly id: string };

/**
 * Looks once at a resource, and asks for its end: at the first look at once, for what is under way with it may never end;
 * else where nothing else is under way.
 */
async function moveResource(cleaning: Cleaning, entry: Made, isFirst: boolean): Promise<void> {
  const [remove, member] = deletions[entry.kind];
  const input = { [member]: entry.id };
  const shown = await cleaning.ask(reading(remove), entry.region, input);
  const status = shown.seen.ok === true ? String(shown.seen.output.status) : '';
  if (isGone(shown) || status === 'DELETED') return cleaning.gone(entry);
  if (shown.seen.ok === false) return cleaning.because(entry, whyNot(shown));
  cleaning.because(entry, `its status is ${status || 'not known'}`);
  const isUnderWay = /^(CREATING|UPDATING)$/.test(status);
  if (status === 'DELETING' || (isUnderWay && !isFirst)) return;
  const removed = await cleaning.ask(remove, entry.region, input);
  if (isGone(removed)) cleaning.gone(entry);
  else if (removed.seen.ok !== true && !isUnderWay) cleaning.because(entry, whyNot(removed));
}

/** Takes down the resources, and waits until they are gone. */
export async function takeDownResources(cleaning: Cleaning): Promise<void> {
  const left = () => cleaning.left('runtime', 'code-interpreter', 'browser');
  let isFirst = true;
  await cleaning.until(async () => {
    for (const entry of left()) if (!entry.isGone) await moveResource(cleaning, entry, isFirst);
    isFirst = false;
    return cleaning.isInVain(...left()) || undefined;
  });
}

const networkOrder: readonly ThingKind[] = ['network-interface', 'subnet', 'security-group', 'vpc'];

/** Takes down what the run made in EC2, in the order in which it depends on each other. */
export async function takeDownNetwork(cleaning: Cleaning): Promise<void> {
  await cleaning.until(async () => {
    for (const kind of networkOrder)
      for (const entry of cleaning.left(kind)) {
        const [remove, member] = deletions[kind];
        const reply = await cleaning.ask(remove, entry.region, { [member]: entry.id });
        if (reply.seen.ok === true || isGone(reply)) cleaning.gone(entry);
        else cleaning.because(entry, whyNot(reply));
      }
    return cleaning.isInVain(...cleaning.left(...networkOrder)) || undefined;
  });
}

/** The service's interfaces that linger where the run had resources. */
async function serviceInterfaces(cleaning: Cleaning): Promise<readonly Remaining[]> {
  const { used, before } = cleaning.ledger;
  const found: Remaining[] = [];
  for (const [region, subnets] of used) {
    const reply = await cleaning.ask('DescribeNetworkInterfaces', region);
    for (const item of itemsOf({ operation: 'DescribeNetworkInterfaces' }, reply)) {
      if (!isRecord(item) || item.InterfaceType !== 'agentic_ai') continue;
      const { NetworkInterfaceId: id, SubnetId: subnet } = item;
      if (!subnets.has(String(subnet)) || before?.interfaces.includes(String(id))) continue;
      const reason = `the service lets it linger in ${subnet}, for up to 8 hours`;
      found.push({ kind: 'service-interface', region, id: String(id), reason });
    }
  }
  return found;
}

/** Makes the role again where it was deleted before the interfaces were released: without it they never would be. */
async function restoreRole(cleaning: Cleaning): Promise<void> {
  const { ledger } = cleaning;
  const [operation, region] = ['CreateServiceLinkedRole', 'us-east-1'] as const;
  if (ledger.before?.role !== 'absent') return;
  const { name: RoleName, principal: AWSServiceName } = agentCoreRole;
  if (!isGone(await cleaning.ask('GetRole', region, { RoleName }))) return;
  const kind = 'service-linked-role';
  const number = ledger.intend({ operation, kind, region, name: RoleName, token: undefined });
  const { seen } = await cleaning.ask(operation, region, { AWSServiceName });
  ledger.end(number, seen.ok === false ? { was: 'refused' } : { was: 'made', id: RoleName });
}

/** Names the interfaces that linger, and how many there are. They take hours: only a clock that can be moved is waited for. */
export async function lingering(cleaning: Cleaning): Promise<number> {
  let found = await serviceInterfaces(cleaning);
  if (found.length > 0) await restoreRole(cleaning);
  if (found.length > 0 && cleaning.target.advance !== undefined)
    await cleaning.until(async () => {
      found = await serviceInterfaces(cleaning);
      if (found.length === 0) return true;
      // A deletion task from before may end only now.
      await restoreRole(cleaning);
      return undefined;
    });
  cleaning.others.push(...found);
  return found.length;
}

const identities = {
  user: { detach: 'DetachUserPolicy', member: 'UserName' },
  group: { detach: 'DetachGroupPolicy', member: 'GroupName' },
} as const;

/** Takes down users and groups: nothing but policies was attached to them. */
export async function takeDownIdentities(cleaning: Cleaning): Promise<void> {
  for (const entry of cleaning.left('user', 'group')) {
    const { detach, member } = identities[entry.kind as keyof typeof identities];
    for (const { kind, id, policy } of cleaning.ledger.attached)
      if (kind === entry.kind && id === entry.id)
        await cleaning.ask(detach, entry.region, { [member]: id, PolicyArn: policy });
    await removeNow(cleaning, entry);
  }
}

async function removeNow(cleaning: Cleaning, entry: Made): Promise<void> {
  const [remove, member] = deletions[entry.kind];
  const reply = await cleaning.ask(remove, entry.region, { [member]: entry.id });
  if (reply.seen.ok === true || isGone(reply)) cleaning.gone(entry);
  else cleaning.because(entry, whyNot(reply));
}

async function takePoliciesOff(cleaning: Cleaning, { id: RoleName, region }: Made): Promise<void> {
  const items = async (operation: OperationName): Promise<readonly unknown[]> =>
    itemsOf({ operation }, await cleaning.ask(operation, region, { RoleName }));
  for (const item of await items('ListAttachedRolePolicies'))
    if (isRecord(item))
      await cleaning.ask('DetachRolePolicy', region, { RoleName, PolicyArn: item.PolicyArn });
  for (const PolicyName of await items('ListRolePolicies'))
    await cleaning.ask('DeleteRolePolicy', region, { RoleName, PolicyName });
}

/** Takes down ordinary roles, after their policies. */
export async function takeDownRoles(cleaning: Cleaning): Promise<void> {
  for (const entry of cleaning.left('role')) {
    if (isLinkedRole(entry.id) && cleaning.ledger.before?.role !== 'absent') {
      cleaning.because(entry, 'a role of that name was there before the run');
      continue;
    }
    await takePoliciesOff(cleaning, entry);
    await removeNow(cleaning, entry);
  }
}

/** Enters the role in the ledger where the service may have made it for the run's resources. */
export function expectRole({ ledger }: Cleaning): void {
  const { entries, used, before } = ledger;
  const known = entries.findLast(
    (one) => one.kind === 'service-linked-role' && isLinkedRole(one.name),
  );
  const isMadeAgain = entries.some(
    ({ kind, number }) =>
      number >= (known?.goneBefore ?? 0) &&
      ['runtime', 'code-interpreter', 'browser'].includes(kind),
  );
  if (before?.role !== 'absent' || used.size === 0) return;
  if (known !== undefined && (!known.isGone || !isMadeAgain)) return;
  const number = ledger.intend({
    operation: 'CreateServiceLinkedRole',
    kind: 'service-linked-role',
    region: 'us-east-1',
    name: agentCoreRole.name,
    token: undefined,
  });
  ledger.end(number, { was: 'made', id: agentCoreRole.name });
}

/** What a deletion task says of its failure. */
function failureOf({ seen }: Reply): string {
  const reason = seen.ok === true && isRecord(seen.output.Reason) ? seen.output.Reason : {};
  const usage = Array.isArray(reason.RoleUsageList) ? JSON.stringify(reason.RoleUsageList) : '';
  return `its deletion failed: ${reason.Reason ?? 'no reason was given'} ${usage}`.trim();
}

/** One deletion task of a role, until it has ended: whether the role is gone, and whether another may do better. */
async function runTask(cleaning: Cleaning, entry: Made): Promise<'gone' | 'again' | 'in vain'> {
  const { region, id: RoleName } = entry;
  const open = () => cleaning.ask('DeleteServiceLinkedRole', region, { RoleName });
  let opened = await open();
  // A target that wrongly lets policies be put on the role is held by them.
  if (opened.seen.ok === false && opened.seen.code === 'DeleteConflict') {
    await takePoliciesOff(cleaning, entry);
    opened = await open();
  }
  if (opened.seen.ok !== true) {
    const shown = await cleaning.ask('GetRole', region, { RoleName });
    cleaning.because(entry, whyNot(opened));
    const isThere = !isGone(opened) || !(isGone(shown) || shown.unsupported !== undefined);
    return isThere ? 'again' : 'gone';
  }
  const input = { DeletionTaskId: opened.seen.output.DeletionTaskId };
  const ended = await cleaning.until(async () => {
    const task = await cleaning.ask('GetServiceLinkedRoleDeletionStatus', region, input);
    if (task.seen.ok !== true) {
      cleaning.because(entry, whyNot(task));
      const shown = await cleaning.ask('GetRole', region, { RoleName });
      if (isGone(shown)) return 'gone';
      return cleaning.isInVain(entry) ? 'in vain' : undefined;
    }
    const { Status } = task.seen.output;
    cleaning.because(entry, Status === 'FAILED' ? failureOf(task) : `its deletion is ${Status}`);
    if (Status === 'SUCCEEDED') return 'gone';
    if (Status === 'FAILED') return 'again';
    return cleaning.isInVain(entry) ? 'in vain' : undefined;
  });
  return ended ?? 'in vain';
}

const tasksMax = 3;

/** Takes down service-linked roles that were not there before the run; the last thing to be done. */
export async function takeDownLinkedRoles(cleaning: Cleaning, interfaces: number): Promise<void> {
  const { before } = cleaning.ledger;
  const isStuck = cleaning.left('runtime', 'code-interpreter', 'browser').length > 0;
  for (const entry of cleaning.left('service-linked-role')) {
    const isTheRole = isLinkedRole(entry.id);
    if (isTheRole ? before?.role !== 'absent' : before?.linkedRoles.includes(entry.id)) {
      // It counts as there before: nothing of it is the run's.
      cleaning.gone(entry);
      continue;
    }
    if (isTheRole && isStuck) {
      cleaning.because(entry, 'resources that use it remain');
      continue;
    }
    if (isTheRole && interfaces > 0) {
      cleaning.because(entry, 'without it the interfaces that linger would never be released');
      continue;
    }
    let came: Awaited<ReturnType<typeof runTask>> = 'again';
    for (let task = 0; task < tasksMax && came === 'again'; task++)
      came = await runTask(cleaning, entry);
    if (came === 'gone') cleaning.gone(entry);
  }
}
