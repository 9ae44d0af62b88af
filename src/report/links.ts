const userGuides = 'https://docs.aws.amazon.com';
const devGuide = `${userGuides}/bedrock-agentcore/latest/devguide`;

/** Where sources can be read, by how they begin. What follows in parentheses is a part of the address. */
const places: readonly (readonly [source: RegExp, address: string])[] = [
  [/^Service-linked roles page/, `${devGuide}/service-linked-roles.html`],
  [/^AgentCore developer guide, Configure AgentCore for VPC/, `${devGuide}/agentcore-vpc.html`],
  [/^IAM API reference, (\w+)/, `${userGuides}/IAM/latest/APIReference/API_$1.html`],
  [
    /^AWS managed policy reference, (\w+)/,
    `${userGuides}/aws-managed-policy/latest/reference/$1.html`,
  ],
  [
    /^IAM user guide, Condition/,
    `${userGuides}/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html`,
  ],
  [
    /^IAM user guide, IAM identifiers/,
    `${userGuides}/IAM/latest/UserGuide/reference_identifiers.html`,
  ],
  [
    /^IAM user guide, Last accessed/,
    `${userGuides}/IAM/latest/UserGuide/access_policies_last-accessed.html`,
  ],
  [
    /^IAM user guide, Deleting a service-linked/,
    `${userGuides}/IAM/latest/UserGuide/id_roles_manage_delete.html`,
  ],
  [/^IAM user guide/, `${userGuides}/IAM/latest/UserGuide/using-service-linked-roles.html`],
  [
    /^AgentCore control API reference/,
    `${userGuides}/bedrock-agentcore-control/latest/APIReference/Welcome.html`,
  ],
  [
    /^EC2 API reference, Error codes/,
    `${userGuides}/AWSEC2/latest/APIReference/errors-overview.html`,
  ],
  [/^([\w.-]+\/[\w.-]+)(?:#| PR )(\d+)/, 'https://github.com/$1/issues/$2'],
];

/** Where a source of a requirement can be read; undefined where it names no page. */
export function linkOf(source: string): string | undefined {
  for (const [pattern, address] of places) {
    const [found] = pattern.exec(source) ?? [];
    if (found !== undefined) return found.replace(pattern, address);
  }
  return undefined;
}
