import { isDeepStrictEqual } from 'node:util';
import { Ajv } from 'ajv';
import { moved } from '../../model/account.ts';
import {
  type Account,
  type Choices,
  type Core,
  emptyCore,
  type Lifecycle,
  lifecycle,
  newAccount,
  type Resource,
} from '../../model/index.ts';
import { invariants, see } from '../../properties/index.ts';
import { once } from '../once.ts';
import { isRecord, ownMember } from '../wire/values.ts';
import { type Issue, issuesOf } from './issues.ts';
import { stateSchema, statesOf } from './states.ts';

const count = { type: 'integer', minimum: 0 };
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const open = { type: 'object' };
const record = (values: object) => ({ type: 'object', additionalProperties: values });
const structure = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
/** A list of structures of which every member must be there. */
const list = (properties: object) => ({
  type: 'array',
  items: structure(properties, Object.keys(properties)),
});

const { role, session, interface: networkInterface, resource } = lifecycle.charts;

const ofKind = (kind: keyof typeof resource) =>
  structure(
    {
      id: { type: 'string', minLength: 1 },
      kind: { const: kind },
      region: { type: 'string', pattern: '^[a-z]{2}(-[a-z]+)+-\\d$' },
      networks: texts,
      state: stateSchema(resource[kind]),
    },
    ['id', 'kind', 'region', 'networks', 'state'],
  );

/**
 * The JSON Schema of an account that a server can start from: what is left out is as in a new account. The states are
 * those of the statecharts.
 *
 * @category Server
 */
export const accountSchema = structure({
  core: structure({
    role: stateSchema(role),
    session: stateSchema(session),
    resources: {
      type: 'array',
      items: { oneOf: Object.keys(resource).map((kind) => ofKind(kind as keyof typeof resource)) },
    },
    interfaces: {
      type: 'object',
      propertyNames: { pattern: '^[^/]+/subnet-[^/]+/[^/]*$' },
      additionalProperties: stateSchema(networkInterface),
    },
    rolesMade: count,
    tasksOpened: count,
    usage: { type: 'array', items: open },
  }),
  beside: structure({
    description: text,
    tags: record(text),
    visible: { type: 'boolean' },
    pastTasks: {
      type: 'array',
      items: structure(
        { id: count, status: { enum: ['SUCCEEDED', 'FAILED'] }, usage: { type: 'array' } },
        ['id', 'status', 'usage'],
      ),
    },
    roles: record(
      structure(
        {
          name: text,
          id: text,
          path: text,
          trust: {},
          tags: record(text),
          attached: texts,
          inline: texts,
        },
        ['name', 'id', 'path', 'trust', 'tags', 'attached', 'inline'],
      ),
    ),
    users: record(texts),
    groups: record(texts),
    jobs: list({ id: count, caller: text }),
    resources: list({
      id: text,
      kind: { enum: Object.keys(resource) },
      region: text,
      name: text,
      mode: { enum: ['PUBLIC', 'SANDBOX', 'VPC'] },
      version: count,
      subnets: texts,
      securityGroups: texts,
    }),
    formerNames: texts,
    tokens: list({ key: text, asked: text, output: open }),
    network: record(
      structure(
        {
          kind: { enum: ['vpc', 'subnet', 'security-group', 'network-interface'] },
          region: text,
          vpc: text,
          subnet: text,
          securityGroups: texts,
          tags: record(text),
        },
        ['kind', 'region', 'securityGroups', 'tags'],
      ),
    ),
    interfaces: record(structure({ id: text, tags: record(text) }, ['id', 'tags'])),
    minted: count,
  }),
});

const validator = once(() => new Ajv({ allErrors: true }).compile(accountSchema));

/** The part of an account that can be given, and that is shown. */
export type GivenAccount = { readonly [Part in 'core' | 'beside']?: Partial<Account[Part]> };

/** The state of a chart that a value describes, as the chart itself has it. */
const reached = <State>(states: readonly State[], value: State): State | undefined =>
  states.find((state) => isDeepStrictEqual({ ...state }, value));

/** The core that is described, or a state in it that nothing brings about. */
function coreOf(given: Partial<Core>): Core | Issue {
  const unreached = (where: string): Issue => ({
    where,
    what: 'cannot be: nothing that happens leads to this state',
  });
  const roleState = reached(statesOf(role), given.role ?? role.initial);
  if (roleState === undefined) return unreached('/core/role');
  const resources: Resource[] = [];
  for (const [place, one] of (given.resources ?? []).entries()) {
    const state = reached(statesOf(resource[one.kind]), one.state);
    if (state === undefined) return unreached(`/core/resources/${place}/state`);
    resources.push({ ...one, state });
  }
  return {
    ...emptyCore,
    rolesMade: roleState.role === 'absent' ? 0 : 1,
    tasksOpened: roleState.deletion === 'none' ? 0 : 1,
    ...given,
    role: roleState,
    resources,
  };
}

/** What was read from elsewhere, with states that are those of the statecharts: the same ones are the same objects. */
export const ownStates = ({ charts }: Lifecycle, core: Core): Core => ({
  ...core,
  role: charts.role.stateOf(core.role),
  resources: core.resources.map((one) => ({
    ...one,
    state: charts.resource[one.kind].stateOf(one.state as never),
  })),
});

/** Details of resources that are given by their lifecycle alone. */
function detailsOf({
  core,
  beside,
}: Pick<Account, 'core' | 'beside'>): Account['beside']['resources'] {
  const given = new Map(beside.resources.map((one) => [one.id, one]));
  return core.resources.map(({ id, kind, region, state, networks }) => {
    const inVpc = networks.length > 0;
    const split = networks.map((network) => network.split('/'));
    const assumed = {
      id,
      kind,
      region,
      name: id.replace(/-[^-]*$/, ''),
      mode: inVpc ? 'VPC' : state.network === 'SANDBOX' ? 'SANDBOX' : 'PUBLIC',
      version: 1,
      subnets: split.map(([, subnet = '']) => subnet),
      securityGroups: (split[0]?.[2] ?? '').split('+').filter((group) => group !== ''),
    } as const;
    return given.get(id) ?? assumed;
  });
}

/**
 * The account that a JSON value describes, or what is wrong with it.
 *
 * @param value - What fits `accountSchema`, with names that are the model's own already; or what shows an account, with
 *   that in its `account`.
 */
export function accountFrom(value: unknown, choices: Choices): Account | readonly Issue[] {
  const part = isRecord(value) ? (ownMember(value, 'account') ?? value) : value;
  const validate = validator();
  if (!validate(part)) return issuesOf(validate.errors);
  const given = part as GivenAccount;
  const start = newAccount(choices);
  const core = coreOf(given.core ?? {});
  if ('where' in core) return [core];
  const beside = { ...start.beside, ...given.beside };
  const named = moved({ ...start, beside }, core);
  const account = {
    ...named,
    beside: { ...named.beside, resources: detailsOf({ core, beside: named.beside }) },
  };
  const seen = see(account.core);
  const step = { before: seen, after: seen, event: standstill, refused: undefined, choices };
  const broken = invariants.filter(({ holds }) => !holds(step));
  return broken.length === 0
    ? account
    : broken.map(({ sentence }) => ({ where: '/core', what: `cannot be: ${sentence}` }));
}

/** The event of a step in which nothing moves. */
const standstill = { machine: 'session', type: 'begin' } as const;
