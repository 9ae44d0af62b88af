import { type Account, type Caller, moved, type OrdinaryRole, symbol } from '../account.ts';
import type { ChoiceName, Choices } from '../choices.ts';
import { isText } from '../constraints.ts';
import { type FailureName, failures } from '../failures.ts';
import { advance, type CoreEvent, roleExists } from '../lifecycle.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../requirements.ts';

/** A call as a client makes it: member names are those of the wire. */
export interface Call {
  readonly operation: string;
  readonly caller: Caller;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a caller sees: an output, a refusal, or nothing that tells whether the call happened. */
export type Outcome =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly failure: FailureName;
      readonly code: string;
      readonly status: number;
      readonly message: string;
      readonly rule: Rule;
    }
  | { readonly ok: 'unknown' };

/** The account afterwards, and what the caller sees. */
export interface Result {
  readonly account: Account;
  readonly outcome: Outcome;
  /** What the call asked of the lifecycle, if it asked anything. */
  readonly event?: CoreEvent;
}

/** What an operation has to work with. */
export interface Context {
  readonly model: Model;
  readonly account: Account;
  readonly call: Call;
}

/** One operation: how it is checked and what it does. */
export interface Operation {
  readonly service: 'iam' | 'sts' | 'ec2' | 'agentcore';
  /** Members that must be there. */
  readonly required: readonly string[];
  /** Failures that it may answer with, in the order in which they are looked for. */
  readonly failures: readonly FailureName[];
  /** Choices that decide its answers. */
  readonly reads?: readonly ChoiceName[];
  /** What it does once its input is well-formed. */
  readonly run: (context: Context) => Result;
}

/** In outputs: present, and not judged. */
export const unjudged = '{{unjudged}}';
/** In outputs: not there. */
export const missing = '{{missing}}';

/** An answer that changes nothing but what is given. */
export const answer = (
  account: Account,
  output: Readonly<Record<string, unknown>> = {},
  beside: Partial<Account['beside']> = {},
): Result => ({
  account:
    Object.keys(beside).length === 0
      ? account
      : { ...account, beside: { ...account.beside, ...beside } },
  outcome: { ok: true, output },
});

/** A refusal: the account stays the very same. */
export function refuse(
  { account, call }: Context,
  failure: FailureName,
  rule: Rule,
  details: Readonly<Record<string, string>> = {},
): Result {
  const { code, status, text: template } = failures[failure];
  const known: Record<string, string> = {
    caller: call.caller.arn,
    role: account.role.name,
    resource: roleArn(account),
    action: `iam:${call.operation}`,
    principal: account.role.principal,
    id: text(call, Object.keys(call.input).find((member) => member.endsWith('Id')) ?? ''),
    ...details,
  };
  const fill = (words: string): string =>
    words.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? name);
  const answeredCode =
    failure === 'ServiceLinkedRoleCreationDenied'
      ? account.choices['role-creation-refusal']
      : fill(code);
  return {
    account,
    outcome: {
      ok: false,
      failure,
      code: answeredCode,
      status: answeredCode === 'ValidationException' ? 400 : status,
      message: fill(template),
      rule,
    },
  };
}

/**
 * Moves the lifecycle and answers: what the statecharts refuse is refused by the name that they give it.
 *
 * @param output - The answer to a call that is not refused, from the account as it is afterwards.
 */
export function move(
  context: Context,
  event: CoreEvent,
  output: (account: Account) => Result,
): Result {
  const { model, account } = context;
  const made = advance(model, account.choices, account.core, event);
  if (made === undefined) throw new Error(`no statechart decides ${event.type}`);
  const after = made.core === account.core ? account : moved(account, made.core);
  if (made.refusal !== undefined) {
    const { refuses, rule } = made.refusal;
    return { ...refuse(context, refuses, rule), account: after, event };
  }
  return { ...output(afterRoleChange(account, after)), event };
}

/** A role that was made or removed takes its description, its tags and its visibility with it. */
function afterRoleChange(before: Account, after: Account): Account {
  if (before.core.rolesMade === after.core.rolesMade) return after;
  const { role, choices, beside } = after;
  const visible = choices['new-role-visibility'] === 'at-once';
  return { ...after, beside: { ...beside, description: role.description, tags: {}, visible } };
}

/** The name and number that the next thing gets, and the account that remembers having given it. */
export function mint(account: Account, kind: string): { name: string; account: Account } {
  const minted = account.beside.minted + 1;
  return {
    name: symbol(kind, minted),
    account: { ...account, beside: { ...account.beside, minted } },
  };
}

/** The ARN of the role, whether it exists or not. */
export const roleArn = ({ id, role }: Pick<Account, 'id' | 'role'>): string =>
  `arn:aws:iam::${id}:role/aws-service-role/${role.principal}/${role.name}`;

/** Whether a look-up of one role name finds the other. */
const finds = (choices: Choices, name: string, other: string): boolean =>
  choices['role-name-case'] === 'folded' ? isSameName(name, other) : name === other;

/** Role names are unique without regard to case. */
export const isSameName = (name: string, other: string): boolean =>
  name.toLowerCase() === other.toLowerCase();

/** The ordinary role that a name finds. */
export const ordinaryRole = (
  { beside, choices }: Account,
  name: string,
): OrdinaryRole | undefined =>
  Object.values(beside.roles).find((role) => finds(choices, role.name, name));

/** Whether a name is that of the service-linked role, and of no ordinary one. */
export const isRoleName = (account: Account, name: string): boolean =>
  finds(account.choices, account.role.name, name) && ordinaryRole(account, name) === undefined;

/** Whether an ordinary role has the name that the service-linked role would get. */
export const isNameTaken = ({ beside, role }: Account): boolean =>
  Object.keys(beside.roles).some((name) => isSameName(name, role.name));

/** Whether a call on a name meets the service-linked role: it exists, and is seen by now. */
export const meetsRole = (account: Account, name: string): boolean =>
  isRoleName(account, name) && roleExists(account.core) && account.beside.visible;

type OnOrdinary = (context: Context, role: OrdinaryRole) => Result;

/** Runs `onRole` on the service-linked role, `onOrdinary` on another, and answers that there is none otherwise. */
export const onRoleNamed =
  (onRole: Operation['run'], onOrdinary: OnOrdinary): Operation['run'] =>
  (context) => {
    const name = text(context.call, 'RoleName');
    if (meetsRole(context.account, name)) return onRole(context);
    const role = ordinaryRole(context.account, name);
    return role === undefined
      ? refuse(context, 'NoSuchEntity', 'role-absent-read', { role: name })
      : onOrdinary(context, role);
  };

/** Changes some of what is known of an ordinary role. */
export const changeRole =
  (change: (role: OrdinaryRole, call: Call) => Partial<OrdinaryRole>): OnOrdinary =>
  ({ account, call }, role) => {
    const roles = { ...account.beside.roles, [role.name]: { ...role, ...change(role, call) } };
    return answer(account, {}, { roles });
  };

/** An ordinary role as its creation shows it. */
export const shownOrdinary = (account: Account, { name, id, path }: OrdinaryRole) => ({
  Path: path,
  RoleName: name,
  RoleId: id,
  Arn: `arn:aws:iam::${account.id}:role${path}${name}`,
  CreateDate: unjudged,
});

/** Whether a policy is one of AWS's: each such name is taken to be that of a policy. */
export const isAwsPolicy = (arn: string): boolean => arn.startsWith('arn:aws:iam::aws:policy/');

/** Refuses a policy that is not named by an ARN. */
export const misnamedPolicy = (context: Context): Result | undefined =>
  text(context.call, 'PolicyArn').startsWith('arn:')
    ? undefined
    : refuse(context, 'InvalidArn', 'input-constraints');

/** A member as text; empty where it is missing. */
export const text = (call: Call, member: string): string => {
  const value = call.input[member];
  return isText(value) ? String(value) : '';
};

/** A member as a list; empty where it is missing. */
export const list = (call: Call, member: string): readonly unknown[] => {
  const value = call.input[member];
  return Array.isArray(value) ? value : [];
};

/** Tags, by their keys. */
export type Tags = OrdinaryRole['tags'];

/** The tags that a call gives. */
export const tagsGiven = (call: Call): Tags =>
  Object.fromEntries(
    list(call, 'Tags').map((tag) => {
      const { Key, Value } = tag as { Key: unknown; Value?: unknown };
      return [Key, String(Value ?? '')];
    }),
  );

/** Tags as outputs list them; `none` where there are none. */
export const tagList = (tags: Tags, none: unknown = []): unknown => {
  const rows = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return rows.length === 0 ? none : rows;
};
