import type { Call } from '../../model/index.ts';
import { agentCoreRole } from '../../model/index.ts';
import { effects, type ThingKind } from './effects.ts';
import type { Ledger } from './ledger.ts';
import type { TargetCall } from './target.ts';

/** The tag by which things without names are found again. */
const runTag = 'agentcore-slr-run';

/** Members that name things that a run gives names to, and what can be such a name. */
const patterns: Readonly<Record<string, RegExp>> = {
  RoleName: /^[\w+=,.@-]{1,64}$/,
  UserName: /^[\w+=,.@-]{1,64}$/,
  GroupName: /^[\w+=,.@-]{1,128}$/,
  agentRuntimeName: /^[a-zA-Z][a-zA-Z0-9_]{0,47}$/,
  name: /^[a-zA-Z][a-zA-Z0-9_]{0,47}$/,
  agentRuntimeId: /^[a-zA-Z][\w.:-]*$/,
  codeInterpreterId: /^[a-zA-Z][\w.:-]*$/,
  browserId: /^[a-zA-Z][\w.:-]*$/,
};
const longest: Readonly<Record<string, number>> = {
  RoleName: 64,
  UserName: 64,
  GroupName: 128,
  agentRuntimeName: 48,
  name: 48,
};

const roleArn = /^(arn:[\w-]+:iam::\d{12}:role\/(?:.*\/)?)([\w+=,.@-]+)$/;
const tokenPattern = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){32,}$/;
const tokenMax = 256;

/** Whether a name is that of the service-linked role: names of roles are the same in any case. */
export const isLinkedRole = (name: unknown): boolean =>
  String(name).toLowerCase() === agentCoreRole.name.toLowerCase();

/** Whether something could be named so at all: what is malformed names nothing of anybody's. */
export const isName = (member: string, value: unknown): value is string =>
  typeof value === 'string' && (patterns[member]?.test(value) ?? false);

const taggedTypes: Readonly<Partial<Record<ThingKind, string>>> = {
  vpc: 'vpc',
  subnet: 'subnet',
  'security-group': 'security-group',
  'network-interface': 'network-interface',
};

/** Whether things of a kind are known by a tag, having no name. */
export const isTagged = (kind: ThingKind): boolean => taggedTypes[kind] !== undefined;

/**
 * The names of a run: they begin with its prefix where they are sent, and those who ask and read answers need not know.
 * A name that is malformed, or that of the service-linked role, is sent as it is; a client token gets the prefix, too.
 * What was deleted may keep its name: each part of a run has names of its own.
 */
export class RunNames {
  readonly #ledger: Ledger;
  #part = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  get #prefix(): string {
    return this.#ledger.run.prefix;
  }

  /** What names begin with in this part of the run. */
  get #beginning(): string {
    return this.#part === 0 ? this.#prefix : `${this.#prefix}${this.#part}_`;
  }

  /** Begins another part of the run: its names are none of those before. */
  renew(): void {
    this.#part += 1;
  }

  /** Whether a name is one of this run's. */
  isOurs(name: unknown): boolean {
    return typeof name === 'string' && name.startsWith(this.#prefix);
  }

  /** The input of a call as it is sent. */
  given(call: TargetCall): Call['input'] {
    const input = Object.entries(call.input).map(([member, value]) => [
      member,
      member === 'clientToken' ? this.#token(value) : this.#name(call, member, value),
    ]);
    return this.#tagged(call, Object.fromEntries(input));
  }

  /** What came back, as if there were no prefix. */
  taken<T>(value: T): T {
    if (typeof value === 'string') return value.replaceAll(this.#beginning, '') as T;
    if (Array.isArray(value))
      return value.filter((item) => item?.Key !== runTag).map((item) => this.taken(item)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([member, item]) => [member, this.taken(item)]),
    ) as T;
  }

  #name({ operation, region }: TargetCall, member: string, value: unknown): unknown {
    if (/arn$/i.test(member) && typeof value === 'string') return this.#arn(region, value);
    if (!isName(member, value) || this.isOurs(value)) return value;
    const isRole = member === 'RoleName';
    if (isRole && isLinkedRole(value)) return value;
    const kinds: readonly ThingKind[] = isRole
      ? ['service-linked-role']
      : ['runtime', 'code-interpreter', 'browser'];
    if (kinds.some((kind) => this.#ledger.has(kind, region, value))) return value;
    const name = `${this.#beginning}${value}`;
    if (name.length > (longest[member] ?? Number.POSITIVE_INFINITY))
      throw new Error(`${operation}: the name ${value} leaves no room for the prefix of a run`);
    return name;
  }

  /** The ARN of a role that the run made; others are sent as they are. */
  #arn(region: string, value: string): string {
    const [, path = '', name = ''] = roleArn.exec(value) ?? [];
    const ours = `${this.#beginning}${name}`;
    return this.#ledger.has('role', region, ours) ? `${path}${ours}` : value;
  }

  #token(value: unknown): unknown {
    if (typeof value !== 'string' || !tokenPattern.test(value)) return value;
    const token = `${this.#beginning.replaceAll('_', '-')}${value}`;
    return token.length > tokenMax ? value : token;
  }

  #tagged({ operation }: TargetCall, input: Call['input']): Call['input'] {
    const effect = effects[operation];
    const type = effect.does === 'creates' ? taggedTypes[effect.kind] : undefined;
    if (type === undefined) return input;
    const tag = { Key: runTag, Value: this.#prefix };
    const given = Array.isArray(input.TagSpecifications) ? input.TagSpecifications : [];
    const [first, ...others] = given.length === 0 ? [{ ResourceType: type, Tags: [] }] : given;
    return {
      ...input,
      TagSpecifications: [{ ...first, Tags: [...(first.Tags ?? []), tag] }, ...others],
    };
  }
}

/** Whether something is tagged as this run's. */
export const hasRunTag = (prefix: string, item: Readonly<Record<string, unknown>>): boolean =>
  [item.Tags, item.TagSet].some(
    (tags) =>
      Array.isArray(tags) && tags.some((tag) => tag?.Key === runTag && tag?.Value === prefix),
  );
