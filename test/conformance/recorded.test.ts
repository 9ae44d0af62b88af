import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Call,
  callers,
  certain,
  newAccount,
  observe,
  type Possible,
  type RoleRow,
  type Seen,
} from '../../model/index.ts';

/** An answer as it was recorded, with or without an error. */
interface Recorded {
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly ResponseMetadata: { readonly HTTPStatusCode: number };
  readonly [member: string]: unknown;
}
type Answers<Name extends string> = Readonly<Record<string, Readonly<Record<Name, Recorded>>>>;
interface File {
  readonly lifecycle: Answers<
    'describe-response' | 'inline-role-policies' | 'attached-role-policies'
  >;
  readonly customSuffix: File['lifecycle'];
  readonly customSuffixNotAllowed: Answers<'custom-suffix-not-allowed'>;
  readonly alreadyExists: Answers<'role-already-exists-error'>;
  readonly deletion: Answers<
    'service-linked-role-deletion-response' | 'service-linked-role-deletion-status-response'
  >;
}

const text = readFileSync(
  new URL('../vectors/recorded/iam-service-linked-roles.json', import.meta.url),
  'utf8',
)
  .replaceAll('<partition>', 'aws')
  .replaceAll('<role-id:1>', 'AROAEXAMPLEEXAMPLE000')
  .replaceAll('<suffix>', 'suffix')
  .replaceAll('<uuid>', '00000000-0000-4000-8000-000000000000');
const file = JSON.parse(text) as File;

const seen = ({ Error: error, ResponseMetadata, ...output }: Recorded): Seen =>
  error === undefined
    ? { ok: true, output }
    : {
        ok: false,
        code: error.Code,
        status: ResponseMetadata.HTTPStatusCode,
        message: error.Message,
      };

interface Role {
  readonly RoleName: string;
  readonly Description?: string;
}

/** What the read answers say about a role before anything is asked of the model: the row that the model is given. */
function rowOf(principal: string, answers: File['lifecycle'][string] | undefined): RoleRow {
  const role = answers?.['describe-response'].Role as Role | undefined;
  const [policy] = (answers?.['attached-role-policies'].AttachedPolicies ?? []) as {
    PolicyName: string;
  }[];
  return {
    principal,
    name: role?.RoleName ?? 'AWSServiceRoleForUnknown',
    policyName: policy?.PolicyName ?? 'UnknownPolicy',
    suffixAllowed: false,
    description: role?.Description,
  };
}

const call = (operation: string, input: Call['input']): Call => ({
  operation,
  caller: callers.administrator,
  region: 'us-east-1',
  input,
});

const started = (row: RoleRow): readonly Possible[] =>
  certain({ ...newAccount({}, row), id: '111111111111' });

const made = (row: RoleRow): readonly Possible[] =>
  observe(started(row), call('CreateServiceLinkedRole', { AWSServiceName: row.principal }), {
    ok: 'unknown',
  }).filter(({ account }) => account.core.rolesMade === 1);

/** One recorded answer: to which call, from which accounts. */
interface Case {
  readonly title: string;
  readonly from: readonly Possible[];
  readonly call: Call;
  readonly answer: Recorded;
}

const reads = (answers: File['lifecycle']): Case[] =>
  Object.entries(answers).flatMap(([principal, recorded]) => {
    const row = rowOf(principal, recorded);
    const asked = { RoleName: row.name };
    const from = made(row);
    return [
      { title: 'GetRole', answer: recorded['describe-response'] },
      { title: 'ListRolePolicies', answer: recorded['inline-role-policies'] },
      { title: 'ListAttachedRolePolicies', answer: recorded['attached-role-policies'] },
    ].map(({ title, answer }) => ({
      title: `${title} of ${row.name}`,
      from,
      call: call(title, asked),
      answer,
    }));
  });

const refusedSuffixes = Object.entries(file.customSuffixNotAllowed).map(
  ([principal, answers]): Case => ({
    title: `suffix for ${principal}`,
    from: started(rowOf(principal, file.lifecycle[principal])),
    call: call('CreateServiceLinkedRole', { AWSServiceName: principal, CustomSuffix: 'suffix' }),
    answer: answers['custom-suffix-not-allowed'],
  }),
);

const duplicates = Object.entries(file.alreadyExists).map(([principal, answers]): Case => {
  const row = rowOf(principal, file.lifecycle[principal]);
  return {
    title: `second ${row.name}`,
    from: made(row),
    call: call('CreateServiceLinkedRole', { AWSServiceName: principal }),
    answer: answers['role-already-exists-error'],
  };
});

const deletions = Object.entries(file.deletion).flatMap(([principal, answers]): Case[] => {
  const row = rowOf(principal, file.lifecycle[principal]);
  const request = call('DeleteServiceLinkedRole', { RoleName: row.name });
  const response = answers['service-linked-role-deletion-response'];
  const asked = call('GetServiceLinkedRoleDeletionStatus', {
    DeletionTaskId: response.DeletionTaskId,
  });
  return [
    { title: `request to delete ${row.name}`, from: made(row), call: request, answer: response },
    {
      title: `status of the deletion of ${row.name}`,
      from: observe(made(row), request, seen(response)),
      call: asked,
      answer: answers['service-linked-role-deletion-status-response'],
    },
  ];
});

const cases = [
  ...reads(file.lifecycle),
  ...reads(file.customSuffix),
  ...refusedSuffixes,
  ...duplicates,
  ...deletions,
];

const explained = ({ from, call: asked }: Case, answer: Recorded): boolean =>
  observe(from, asked, seen(answer), { text: true }).length > 0;

/** Every answer that differs from a recorded one in one place that the model judges. */
function changed(value: unknown, member = ''): unknown[] {
  if (['CreateDate', 'RoleLastUsed', 'RoleId', 'ResponseMetadata', 'Version'].includes(member))
    return [];
  if (typeof value === 'string') return [`x${value}`];
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value))
    return [
      [...value, { PolicyName: 'another', PolicyArn: 'arn:aws:iam::aws:policy/another' }],
      ...value.flatMap((item, place) =>
        changed(item).map((other) => value.map((one, at) => (at === place ? other : one))),
      ),
      ...(value.length > 0 ? [[]] : []),
    ];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const others = changed(item, name).map((other) => ({ ...value, [name]: other }));
    if (name === 'ResponseMetadata' || name === 'Type') return [];
    const { [name as never]: _, ...without } = value as Record<string, unknown>;
    return name === 'Version' || name === 'RoleId' ? others : [...others, without];
  });
}

describe('recorded answers of the real service', () => {
  test('there are 144 of them: 71 reads, 3 with a suffix, 68 suffixes, a duplicate, a deletion', () => {
    const counts = [file.lifecycle, file.customSuffix, file.customSuffixNotAllowed].map(
      (group) => Object.keys(group).length,
    );
    expect(counts).toEqual([71, 3, 68]);
    expect(duplicates.length + deletions.length / 2).toBe(2);
  });

  test.each(cases)('the model explains: $title', (one) => {
    expect(explained(one, one.answer)).toBe(true);
  });

  test.each(cases)('the model refuses every change of: $title', (one) => {
    const others = changed(one.answer) as Recorded[];
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((other) => explained(one, other))).toEqual([]);
  });

  test('a permissions boundary, or a description where there was none, is refused', () => {
    const [first] = cases;
    if (first === undefined) throw new Error('no cases');
    const Role = first.answer.Role as object;
    for (const extra of [{ PermissionsBoundary: {} }, { Description: 'new' }])
      expect(explained(first, { ...first.answer, Role: { ...Role, ...extra } })).toBe(false);
  });
});
