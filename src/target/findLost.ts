import { agentCoreRole, type OperationName } from '../../model/index.ts';
import { isRecord } from '../wire/values.ts';
import { type Cleaning, idOf, isGone, whyNot } from './cleaning.ts';
import type { ThingKind } from './effects.ts';
import type { Entry } from './ledger.ts';
import { itemsOf } from './lists.ts';
import { hasRunTag, isLinkedRole, isTagged } from './runNames.ts';

/** Things of a kind are looked for in a list, by the member that is their id. */
interface InList {
  readonly list: OperationName;
  readonly idMember: string;
}

/** Things of a kind are looked for one by one, by their name. */
interface ByName {
  readonly get: OperationName;
  readonly member: string;
}

const searches: Readonly<Record<ThingKind, InList | ByName>> = {
  'service-linked-role': { list: 'ListRoles', idMember: 'RoleName' },
  role: { list: 'ListRoles', idMember: 'RoleName' },
  user: { get: 'GetUser', member: 'UserName' },
  group: { get: 'GetGroup', member: 'GroupName' },
  vpc: { list: 'DescribeVpcs', idMember: 'VpcId' },
  subnet: { list: 'DescribeSubnets', idMember: 'SubnetId' },
  'security-group': { list: 'DescribeSecurityGroups', idMember: 'GroupId' },
  'network-interface': {
    list: 'DescribeNetworkInterfaces',
    idMember: 'NetworkInterfaceId',
  },
  runtime: { list: 'ListAgentRuntimes', idMember: 'agentRuntimeId' },
  'code-interpreter': {
    list: 'ListCodeInterpreters',
    idMember: 'codeInterpreterId',
  },
  browser: { list: 'ListBrowsers', idMember: 'browserId' },
};

type Item = Readonly<Record<string, unknown>>;

/** Whether an interface is the service's: no call makes one. */
const isServices = ({ InterfaceType: type }: Item): boolean => type === 'agentic_ai';

/** Whether an item of a list is the run's: by its tag, or by a name that begins with the prefix. */
const isOfRun = (prefix: string, item: Item): boolean =>
  hasRunTag(prefix, item) ||
  Object.entries(item).some(
    ([member, value]) =>
      /(Name|Id)$|^name$/.test(member) && typeof value === 'string' && value.startsWith(prefix),
  );

/** Entries of which it is not known whether they were made; a wrong target may have made what it refused. */
const open = (cleaning: Cleaning, kind: ThingKind, region: string): readonly Entry[] =>
  cleaning.ledger.entries.filter(
    (one) => one.kind === kind && one.region === region && !one.isGone && one.end?.was !== 'made',
  );

async function findInList(
  cleaning: Cleaning,
  kind: ThingKind,
  region: string,
  { list, idMember }: InList,
): Promise<void> {
  const { ledger } = cleaning;
  const { prefix } = ledger.run;
  // The role has one name, and was not there before: whatever is found there is the run's.
  if (kind === 'service-linked-role')
    for (const { number, name } of open(cleaning, kind, region))
      if (isLinkedRole(name)) ledger.end(number, { was: 'made', id: agentCoreRole.name });
  if (open(cleaning, kind, region).length === 0) return;
  const reply = await cleaning.ask(list, region);
  const entries = open(cleaning, kind, region);
  const isSure = ({ end }: Entry): boolean => end?.was === 'refused';
  if (reply.seen.ok !== true) {
    for (const entry of entries)
      if (!isSure(entry))
        cleaning.because(entry, `whether it was made cannot be found out: ${whyNot(reply)}`);
    return;
  }
  const items = itemsOf({ operation: list }, reply).filter(isRecord);
  const known = (id: unknown) => ledger.has(kind, region, String(id));
  const found = items.filter((item) => isOfRun(prefix, item) && !known(item[idMember]));
  const linked = found.filter(({ Path }) => String(Path).startsWith('/aws-service-role/'));
  const ofKind =
    kind === 'service-linked-role' ? linked : found.filter((item) => !linked.includes(item));
  for (const item of ofKind) {
    const [first = { operation: list, kind, region, name: undefined, token: undefined }] = entries;
    const { operation, name, token } = first;
    const number = ledger.intend({ operation, kind, region, name, token });
    ledger.end(number, { was: 'made', id: String(item[idMember]) });
  }
  const others = items.filter((item) => !known(item[idMember]) && !isOfRun(prefix, item));
  for (const entry of entries) {
    const isRefused = entry.end?.was === 'refused';
    if (isRefused || !others.some((item) => mayBe(cleaning, entry, item, String(item[idMember]))))
      ledger.gone(entry.number);
    else
      cleaning.because(
        entry,
        'whether it was made is not known, and it has neither a name nor a tag of the run',
      );
  }
}

/** Whether something without a name or tag of the run may be what an entry stands for. */
function mayBe(
  { ledger }: Cleaning,
  { kind, region, name }: Entry,
  item: Item,
  id: string,
): boolean {
  const { prefix } = ledger.run;
  if (isTagged(kind)) return !isServices(item) && !ledger.network.get(region)?.has(id);
  if (kind === 'service-linked-role') {
    const isLinked = String(item.Path).startsWith('/aws-service-role/');
    return (
      isLinked &&
      !isLinkedRole(id) &&
      name === undefined &&
      !ledger.before?.linkedRoles.includes(id)
    );
  }
  if (name === undefined || name.startsWith(prefix)) return false;
  const names = Object.entries(item).filter(([member]) => /Name$|^name$/.test(member));
  return names.some(([, value]) => value === name) || (name !== '' && id.startsWith(`${name}-`));
}

async function findByName(
  cleaning: Cleaning,
  kind: ThingKind,
  region: string,
  { get, member }: ByName,
): Promise<void> {
  const { ledger } = cleaning;
  for (const entry of open(cleaning, kind, region)) {
    const name = idOf(entry);
    // What is malformed names nobody; every other name has the prefix.
    if (!name.startsWith(ledger.run.prefix)) {
      ledger.gone(entry.number);
      continue;
    }
    const reply = await cleaning.ask(get, region, { [member]: name });
    if (reply.seen.ok === true) ledger.end(entry.number, { was: 'made', id: name });
    else if (isGone(reply) || entry.end?.was === 'refused') ledger.gone(entry.number);
    // It can be deleted by its name, whether it is there or not.
    else if (reply.unsupported !== undefined) ledger.end(entry.number, { was: 'made', id: name });
    else cleaning.because(entry, `whether it was made cannot be found out: ${whyNot(reply)}`);
  }
}

/** Finds what was made without its id having come back, by its name or tag, and enters it in the ledger. */
export async function findLost(cleaning: Cleaning): Promise<void> {
  for (const kind of Object.keys(searches) as ThingKind[]) {
    const regions = new Set(
      cleaning.ledger.entries.filter((one) => one.kind === kind).map(({ region }) => region),
    );
    for (const region of regions) {
      if (open(cleaning, kind, region).length === 0) continue;
      const search = searches[kind];
      if ('list' in search) await findInList(cleaning, kind, region, search);
      else await findByName(cleaning, kind, region, search);
    }
  }
}
