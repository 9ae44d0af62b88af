import { type OperationName, operations } from '../../model/index.ts';
import type { Service } from '../wire/message.ts';
import { assertionOf } from './assertion.ts';
import type {
  ConformRecord,
  RecordedAnswer,
  RecordedCall,
  RecordedResult,
} from './conformRecord.ts';
import { expectedOf } from './expected.ts';
import { type Picked, pickedIn } from './picked.ts';
import { printable } from './printable.ts';
import { literal } from './testLiteral.ts';

const clients: Readonly<Record<Service, readonly [module: string, client: string]>> = {
  iam: ['client-iam', 'IAMClient'],
  sts: ['client-sts', 'STSClient'],
  ec2: ['client-ec2', 'EC2Client'],
  agentcore: ['client-bedrock-agentcore-control', 'BedrockAgentCoreControlClient'],
};

const serviceOf = ({ operation }: RecordedCall): Service =>
  operations[operation as OperationName].service;

/** The same call, made again and again until its answer changed. */
interface Turn {
  readonly call: RecordedCall;
  /** The place of the last answer, from 0. */
  readonly at: number;
  /** What is waited for: a member that changed, and what it was before. */
  readonly waits:
    | { readonly path: readonly string[]; readonly pending: readonly unknown[] }
    | undefined;
}

const isSameCall = (one: RecordedCall, other: RecordedCall): boolean =>
  JSON.stringify([one.operation, one.region, one.caller, one.input]) ===
  JSON.stringify([other.operation, other.region, other.caller, other.input]);

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((part, member) => (part as Record<string, unknown>)?.[member], value);

/** What changed in the last of some answers. */
function waitOf(answers: readonly RecordedAnswer[]): Turn['waits'] {
  const [last, before] = [answers.at(-1), answers.at(-2)];
  if (last === undefined || before === undefined) return undefined;
  const changed = expectedOf(last, before).filter((one) => 'is' in one);
  const { path } = changed.find((one) => /status/i.test(one.path.at(-1) ?? '')) ??
    changed[0] ?? { path: [] };
  if (path.length === 0) return undefined;
  const pending = answers.slice(0, -1).map((answer) => at(answer, path));
  return { path, pending: [...new Set(pending)].filter((value) => value !== at(last, path)) };
}

function turnsOf(calls: readonly RecordedCall[]): readonly Turn[] {
  const turns: Turn[] = [];
  let answers: RecordedAnswer[] = [];
  for (const [place, call] of calls.entries()) {
    const next = calls[place + 1];
    answers.push(call.answer);
    if (next !== undefined && isSameCall(call, next)) continue;
    turns.push({ call, at: place, waits: waitOf(answers) });
    answers = [];
  }
  return turns;
}

const reference = ({ call, path }: Picked): string =>
  `answer${call + 1}.output${path.map((member) => `?.[${JSON.stringify(member)}]`).join('')}`;

/** The helpers that a test needs, and its clients. */
function preamble(calls: readonly RecordedCall[], endpoint: ConformRecord['endpoint']): string {
  const services = [...new Set(calls.map(serviceOf))].sort();
  const imports = services.map((service) => {
    const [module, client] = clients[service];
    const commands = new Set(
      calls.filter((call) => serviceOf(call) === service).map((call) => `${call.operation}Command`),
    );
    return `import { ${[client, ...commands].sort().join(', ')} } from '@aws-sdk/${module}';`;
  });
  const where = (service: Service): string =>
    JSON.stringify(
      (typeof endpoint === 'string' ? endpoint : endpoint?.[service]) ?? 'http://127.0.0.1:4510',
    );
  const made = services.map(
    (service) => `const ${service} = (region: string, credentials = main) =>
  new ${clients[service][1]}({
    endpoint: process.env.ENDPOINT ?? ${where(service)},
    region,
    credentials,
    maxAttempts: 1,
  });`,
  );
  const limited = calls.some(({ caller }) => caller === 'limited')
    ? `/** A caller without rights on the role. */
const limited = {
  accessKeyId: process.env.LIMITED_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.LIMITED_SECRET_ACCESS_KEY ?? '',
};
`
    : '';
  return `${imports.join('\n')}
import { expect, test } from 'vitest';

const main = {
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'any',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'any',
};
${limited}${made.join('\n')}

interface Answer {
  readonly ok: boolean;
  readonly code?: string;
  readonly status?: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the target sends.
  readonly output?: any;
}

/** What came back, as plain data. */
const answerTo = (sent: Promise<object>): Promise<Answer> =>
  sent.then(
    (output) => ({ ok: true, output: JSON.parse(JSON.stringify(output)) }),
    (error) => ({
      ok: false,
      code: error.Code ?? error.name,
      status: error.$metadata?.httpStatusCode,
    }),
  );
`;
}

const waiting = `
/** Asks again until a member of the answer is no longer what it is while something is under way. */
async function settled(
  ask: () => Promise<Answer>,
  path: readonly string[],
  pending: readonly unknown[],
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    // biome-ignore lint/suspicious/noExplicitAny: whatever the target sends.
    const found = path.reduce((part: any, member) => part?.[member], answer);
    if (!pending.includes(found)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
`;

/**
 * A failure as a test for vitest, with the clients of the AWS SDK: it fails where the target still answers so, and passes
 * where it answers as it must. \`ENDPOINT\` names another endpoint.
 *
 * @returns Undefined where no single answer can be asserted to be wrong.
 * @category Conformance
 */
export function asTypeScript(
  { id, calls, deviation }: RecordedResult,
  { endpoint }: Pick<ConformRecord, 'endpoint'>,
): string | undefined {
  if (deviation === null) return undefined;
  const told = calls.slice(0, deviation.at + 1);
  const turns = turnsOf(told);
  const newest = turns.at(-1);
  const assertion = newest && assertionOf(told, deviation.permitted, newest.waits?.path);
  if (assertion === undefined) return undefined;
  const picked = pickedIn(told);
  const expression = (text: string): string | undefined => {
    const found = picked.find(({ value }) => value === text);
    return found && reference(found);
  };
  const lines = turns.map(({ call, at: place, waits }) => {
    const { operation, region, caller, input } = call;
    const who = caller === 'limited' ? ', limited' : '';
    const command = `new ${operation}Command(${literal(input, { expression }, '    ')})`;
    const ask = `answerTo(\n    ${serviceOf(call)}(${JSON.stringify(region)}${who}).send(${command}),\n  )`;
    const name = `const answer${place + 1}`;
    if (waits === undefined) return `  ${name} = await ${ask};`;
    const { path, pending } = waits;
    return `  ${name} = await settled(() => ${ask}, ${literal(path)}, ${literal(pending)});`;
  });
  const helper = turns.some(({ waits }) => waits !== undefined) ? waiting : '';
  return printable(
    `${preamble(told, endpoint)}${helper}
test(${JSON.stringify(id)}, { timeout: 120_000 }, async () => {
${lines.join('\n')}
  ${assertion}
});
`,
  );
}
