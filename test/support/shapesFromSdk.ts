import * as agentcore from '@aws-sdk/client-bedrock-agentcore-control';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { type OperationName, operations } from '../../model/index.ts';

/** A schema of the SDK: a number for a simple type, or an array that starts with the number of its kind. */
type Schema = unknown;
type Traits = Readonly<Record<string, unknown>>;
type Named = readonly [
  kind: number,
  namespace: string,
  name: string,
  traits: Traits | number,
  ...Schema[],
];

interface Client {
  readonly service: (typeof operations)[OperationName]['service'];
  readonly module: Readonly<Record<string, unknown>>;
}

const clients: readonly Client[] = [
  { service: 'iam', module: iam },
  { service: 'sts', module: sts },
  { service: 'ec2', module: ec2 },
  { service: 'agentcore', module: agentcore },
];

const simple: Readonly<Record<number, string>> = { 0: 'text', 1: 'integer', 2: 'boolean' };
const simpleList = 64;
const simpleMap = 128;
/** A timestamp in the format that its protocol prefers, and one that is said to be a date-time. */
const times = { bare: 4, dateTime: 5 };
const kinds = { simple: 0, list: 1, map: 2, structure: 3, union: 4, operation: 9 };
/** The traits that a number of the SDK stands for, as far as they say where a member is. */
const labelBit = 1;

const deref = (schema: Schema): Schema =>
  typeof schema === 'function' ? deref((schema as () => Schema)()) : schema;
const isMember = (schema: Schema): schema is readonly [Schema, Traits | number] =>
  Array.isArray(schema) && schema.length === 2;
const apart = (schema: Schema): readonly [Schema, Traits | number] =>
  isMember(schema) ? [deref(schema[0]), schema[1]] : [deref(schema), 0];
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The structures of one service that its operations reach, by name, each as its members. */
class Structures {
  /** By the direction in which they are sent. */
  readonly found = { input: new Map<string, Named>(), output: new Map<string, Named>() };
  readonly service: Client['service'];
  private direction: keyof typeof this.found = 'input';

  constructor(service: Client['service']) {
    this.service = service;
  }

  /** The name of an operation's input or output; what it reaches is found. */
  reach(schema: Schema, direction: keyof typeof this.found): string {
    this.direction = direction;
    const target = deref(schema);
    return target === 'unit' ? '-' : this.shape(target);
  }

  lines(): readonly string[] {
    const { input, output } = this.found;
    return [...new Map([...input, ...output])]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => [name, ...this.members(name, schema)].join(' '));
  }

  /** The name of a shape in the notation; structures that it reaches are added. */
  shape(schema: Schema): string {
    const [target] = apart(schema);
    if (typeof target === 'number') return this.simple(target);
    const [kind, , name] = target as Named;
    const [, , , , first, second] = target as Named;
    switch (kind) {
      case kinds.simple:
        return this.shape(first);
      case kinds.list:
        return `[${this.shape(this.item(name, first))}]`;
      case kinds.map:
        if (this.service !== 'agentcore') throw new Error(`${name}: a map in a query protocol`);
        return `{${this.shape(second)}}`;
      case kinds.structure:
      case kinds.union:
        this.structure(target as Named);
        return name;
      default:
        throw new Error(`${name}: a schema of kind ${kind}`);
    }
  }

  private simple(type: number): string {
    if (type >= simpleMap) return `{${this.simple(type - simpleMap)}}`;
    if (type >= simpleList) return `[${this.simple(type - simpleList)}]`;
    const isTime = type === times.dateTime || (type === times.bare && this.service !== 'agentcore');
    const name = isTime ? 'time' : simple[type];
    if (name === undefined) throw new Error(`a simple schema of type ${type}`);
    return name;
  }

  /** The schema of a list's items, whose elements have the one name that the protocol gives them. */
  private item(list: string, schema: Schema): Schema {
    const [, traits] = apart(schema);
    const xmlName = typeof traits === 'object' ? traits.xmlName : undefined;
    if (this.service !== 'ec2' && xmlName !== undefined)
      throw new Error(`${list}: items are named ${xmlName}`);
    return schema;
  }

  private structure(schema: Named): void {
    const [, , name, , , members] = schema;
    const found = this.found[this.direction];
    if (found.has(name)) return;
    found.set(name, schema);
    for (const member of members as readonly Schema[]) this.shape(member);
  }

  private members(structure: string, [, , , , names, schemas]: Named): readonly string[] {
    this.direction = this.found.input.has(structure) ? 'input' : 'output';
    return (names as readonly string[]).map((name, index) => {
      const schema = (schemas as readonly Schema[])[index];
      const [, traits] = apart(schema);
      const wireName = this.wireName(structure, name, traits);
      return `${this.place(traits)}${name}${wireName}:${this.shape(schema)}`;
    });
  }

  /** Where a member is, if it is not in the body. */
  private place(traits: Traits | number): string {
    if (typeof traits === 'number') return (traits & labelBit) === 0 ? '' : '/';
    if (traits.httpLabel !== undefined) return '/';
    if (traits.httpHeader !== undefined || traits.httpPayload !== undefined)
      throw new Error('a member in a header or as the whole body');
    return traits.httpQuery === undefined ? '' : '?';
  }

  private wireName(structure: string, member: string, traits: Traits | number): string {
    const { ec2QueryName, xmlName, httpQuery, jsonName } = (
      typeof traits === 'number' ? {} : traits
    ) as Readonly<Record<string, string | undefined>>;
    if (this.service === 'ec2') return this.ec2Name(structure, member, ec2QueryName, xmlName);
    const wire = httpQuery ?? jsonName ?? xmlName ?? member;
    return wire === member ? '' : `=${wire}`;
  }

  /** Names in requests and in responses, where they are not the member's own and that with a small letter. */
  private ec2Name(
    structure: string,
    member: string,
    queryName: string | undefined,
    xmlName: string = member,
  ): string {
    const { input, output } = this.found;
    const request = queryName ?? upperFirst(xmlName);
    const hasRequest = input.has(structure) && request !== member;
    const hasResponse = output.has(structure) && xmlName !== lowerFirst(member);
    if (!hasRequest && !hasResponse) return '';
    return `=${hasRequest ? request : ''}${hasResponse ? `/${xmlName}` : ''}`;
  }
}

/** Whether what a module of the SDK exports is the schema of an operation. */
const isOperation = (value: unknown): value is Named =>
  Array.isArray(value) && value[0] === kinds.operation;

function serviceText({ service, module }: Client): string {
  const structures = new Structures(service);
  const names = Object.keys(operations) as OperationName[];
  const rows = names
    .filter((name) => operations[name].service === service)
    .sort()
    .map((name) => {
      const schema = module[`${name}$`];
      if (!isOperation(schema)) throw new Error(`the SDK has no ${name}`);
      const input = structures.reach(schema[4], 'input');
      const output = structures.reach(schema[5], 'output');
      return `${name} ${input} ${output}${bindingOf(schema)}`;
    });
  return [
    `  ${service}: {`,
    '    operations: `',
    ...rows,
    '`,',
    '    structures: `',
    ...structures.lines(),
    '`,',
    '  },',
  ].join('\n');
}

/** Method, URI and status of an operation of REST-JSON. */
function bindingOf([, , , traits]: Named): string {
  const http = typeof traits === 'object' ? traits.http : undefined;
  return Array.isArray(http) ? ` ${http.join(' ')}` : '';
}

/** Every operation of the AgentCore control plane, by method and URI. */
function routes(): readonly string[] {
  return Object.values(agentcore as Readonly<Record<string, unknown>>)
    .filter(isOperation)
    .map((schema) => `${bindingOf(schema).trim().split(' ').slice(0, 2).join(' ')} ${schema[2]}`)
    .sort();
}

/** The text of src/wire/shapes.ts, from the schemas of the AWS SDK for JavaScript. */
export const shapesFromSdk = (): string => `/**
 * The shapes of the operations, as the schemas of the AWS SDK for JavaScript have them.
 * Written by \`npm run shapes\`, never by hand; \`schema.ts\` reads the notation:
 *
 * - an operation: its name, input and output (\`-\`: none); with REST-JSON also method, URI and status;
 * - a structure: its name and members. A member: \`name:type\`, \`name=wire:type\` or, with EC2,
 *   \`name=request/response:type\`, a part left out where it follows from the name. \`/name\` is a part of
 *   the URI, \`?name\` of the query string. \`[type]\` is a list, \`{type}\` a map by text.
 *
 * @module
 */

/** Operations and structures, by service. */
export const shapes = {
${clients.map(serviceText).join('\n')}
} as const;

/** Every operation of the AgentCore control plane, also those that the model leaves out. */
export const routes = \`
${routes().join('\n')}
\`;
`;
