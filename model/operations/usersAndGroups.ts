import { own } from '../account.ts';
import {
  answer,
  type Call,
  type Context,
  isAwsPolicy,
  misnamedPolicy,
  type Operation,
  type Result,
  refuse,
  text,
} from './operation.ts';

/** Whom policies are attached to beside roles: what differs between users and groups. */
interface Kind {
  readonly all: 'users' | 'groups';
  readonly shownAs: 'User' | 'Group';
  readonly member: 'UserName' | 'GroupName';
  /** As a refusal to attach a service's policy calls it. */
  readonly called: string;
}

const user: Kind = {
  all: 'users',
  shownAs: 'User',
  member: 'UserName',
  called: 'an IAM user',
};
const group: Kind = {
  all: 'groups',
  shownAs: 'Group',
  member: 'GroupName',
  called: 'an IAM group',
};

/** Refuses a policy that only a service's own role can have. */
export const notAttachable = (context: Context, target: string): Result =>
  refuse(context, 'PolicyNotAttachable', 'policy-not-attachable', { target });

/** Refuses a policy that only a service's own role can have, and one that is none of AWS's. */
export const unfitPolicy = (context: Context, target: string): Result | undefined => {
  const policy = text(context.call, 'PolicyArn');
  if (policy.startsWith('arn:aws:iam::aws:policy/aws-service-role/'))
    return notAttachable(context, target);
  return isAwsPolicy(policy)
    ? undefined
    : refuse(context, 'NotAttachable', 'bystander-absent', { policy });
};

/** Refuses to detach a policy that is not attached. */
export const unattachedPolicy = (
  context: Context,
  attached: readonly string[],
): Result | undefined => {
  const policy = text(context.call, 'PolicyArn');
  return attached.includes(policy)
    ? undefined
    : refuse(context, 'NoSuchPolicy', 'bystander-absent', { policy });
};

const shown = ({ account }: Context, { shownAs, member }: Kind, name: string) => ({
  [shownAs]: {
    [member]: name,
    Arn: `arn:aws:iam::${account.id}:${shownAs.toLowerCase()}/${name}`,
  },
});

const withPolicies = (
  { account }: Context,
  { all }: Kind,
  name: string,
  attached: readonly string[],
): Partial<typeof account.beside> => ({ [all]: { ...account.beside[all], [name]: attached } });

type OnFound = (context: Context, name: string, attached: readonly string[]) => Result;

/** Answers that there is none, or goes on with the one of that name and what is attached to it. */
const onNamed =
  ({ all, member }: Kind, onFound: OnFound): Operation['run'] =>
  (context) => {
    const name = text(context.call, member);
    const attached = own(context.account.beside[all], name);
    return attached === undefined
      ? refuse(context, 'NoSuchOther', 'bystander-absent', { entity: name })
      : onFound(context, name, attached);
  };

const create = (kind: Kind): Operation => ({
  service: 'iam',
  required: [kind.member],
  failures: ['ValidationError', 'EntityAlreadyExists'],
  run: (context) => {
    const { account, call } = context;
    const name = text(call, kind.member);
    if (Object.hasOwn(account.beside[kind.all], name))
      return refuse(context, 'EntityAlreadyExists', 'bystander-made-once', { entity: name });
    return answer(account, shown(context, kind, name), withPolicies(context, kind, name, []));
  },
});

const attach = (kind: Kind): Operation => ({
  service: 'iam',
  required: [kind.member, 'PolicyArn'],
  failures: [
    'ValidationError',
    'InvalidArn',
    'NoSuchOther',
    'PolicyNotAttachable',
    'NotAttachable',
  ],
  run: (context) =>
    misnamedPolicy(context) ??
    onNamed(kind, (_, name, attached) => {
      const policies = [...new Set([...attached, text(context.call, 'PolicyArn')])];
      return (
        unfitPolicy(context, kind.called) ??
        answer(context.account, {}, withPolicies(context, kind, name, policies))
      );
    })(context),
});

const detach = (kind: Kind): Operation => ({
  service: 'iam',
  required: [kind.member, 'PolicyArn'],
  failures: ['ValidationError', 'InvalidArn', 'NoSuchOther', 'NoSuchPolicy'],
  run: (context) =>
    misnamedPolicy(context) ??
    onNamed(kind, (_, name, attached) => {
      const policies = attached.filter((arn) => arn !== text(context.call, 'PolicyArn'));
      return (
        unattachedPolicy(context, attached) ??
        answer(context.account, {}, withPolicies(context, kind, name, policies))
      );
    })(context),
});

const remove = (kind: Kind): Operation => ({
  service: 'iam',
  required: [kind.member],
  failures: ['ValidationError', 'NoSuchOther', 'DeleteConflict'],
  run: onNamed(kind, (context, name, attached) => {
    if (attached.length > 0) return refuse(context, 'DeleteConflict', 'bystander-with-policies');
    const { [name]: _, ...others } = context.account.beside[kind.all];
    return answer(context.account, {}, { [kind.all]: others });
  }),
});

const failuresOfReads = ['ValidationError', 'NoSuchOther'] as const;
const getGroup = onNamed(group, (context, name) =>
  answer(context.account, { ...shown(context, group, name), Users: [] }),
);
const theCaller = ({ caller: { arn } }: Call) => ({ UserName: arn.split('/').at(-1), Arn: arn });
const getUser = onNamed(user, (context, name) =>
  answer(context.account, shown(context, user, name)),
);

/** Users and groups of IAM, which the policy of a service-linked role cannot be attached to. */
export const userAndGroupOperations = Object.freeze({
  CreateUser: create(user),
  GetUser: {
    service: 'iam',
    required: [],
    failures: failuresOfReads,
    run: (context) =>
      context.call.input.UserName === undefined
        ? answer(context.account, { User: theCaller(context.call) })
        : getUser(context),
  },
  AttachUserPolicy: attach(user),
  DetachUserPolicy: detach(user),
  DeleteUser: remove(user),
  CreateGroup: create(group),
  GetGroup: { service: 'iam', required: ['GroupName'], failures: failuresOfReads, run: getGroup },
  AttachGroupPolicy: attach(group),
  DetachGroupPolicy: detach(group),
  DeleteGroup: remove(group),
} satisfies Record<string, Operation>);
