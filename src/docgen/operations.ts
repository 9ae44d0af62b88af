import { failures, type Operation, operations } from '../../model/index.ts';
import { code, page, table } from './markdown.ts';

const services = { iam: 'IAM', sts: 'STS', agentcore: 'AgentCore', ec2: 'EC2' } as const;

const ofService = (service: keyof typeof services): string =>
  table(
    ['operation', 'must be given', 'failures, in the order of precedence', 'choices'],
    Object.entries<Operation>(operations)
      .filter(([, operation]) => operation.service === service)
      .map(([name, { required, failures: declared, reads = [] }]) => [
        code(name),
        required.map(code).join(', '),
        declared.map((failure) => `[${failure}](#${failure.toLowerCase()})`).join(', '),
        reads.map((choice) => `[${choice}](choices.md#${choice})`).join(', '),
      ]),
  );

/** Every operation with its declared failures, and every failure as the wire shows it. */
export const operationsPage = (): string =>
  page(
    'Operations',
    ...Object.keys(services).flatMap((service) => [
      `## ${services[service as keyof typeof services]}`,
      ofService(service as keyof typeof services),
    ]),
    '## Failures',
    'Texts in `{braces}` are filled in.',
    ...Object.entries(failures).map(
      ([name, { code: sent, status, text }]) =>
        `### ${name}\n\n${code(sent)}, HTTP ${status}\n\n> ${text}`,
    ),
  );
