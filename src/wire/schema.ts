import type { OperationName } from '../../model/index.ts';
import type { Service } from './message.ts';
import { shapes } from './shapes.ts';

/** What a value on the wire is. */
export type Shape =
  | { readonly kind: 'text' | 'integer' | 'boolean' | 'time' }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | Structure;

/** A structure of members. */
export interface Structure {
  readonly kind: 'structure';
  readonly name: string;
  readonly members: readonly Member[];
  readonly byName: ReadonlyMap<string, Member>;
  readonly byRequestName: ReadonlyMap<string, Member>;
}

/** A member, and how it is named and where it is put. */
export interface Member {
  readonly name: string;
  readonly requestName: string;
  readonly responseName: string;
  readonly place: 'body' | 'path' | 'query';
  readonly shape: Shape;
}

/** An operation; `undefined` is none. */
export interface OperationShape {
  readonly service: Service;
  readonly name: OperationName;
  readonly input: Structure | undefined;
  readonly output: Structure | undefined;
  /** How REST-JSON calls it. */
  readonly http: { readonly method: string; readonly uri: string; readonly status: number };
}

const simple = { text: true, integer: true, boolean: true, time: true } as const;
const places = { '/': 'path', '?': 'query' } as const;
const memberPattern = /^([/?]?)(\w+)(?:=(\w*)(?:\/(\w+))?)?:(.+)$/;

const rows = (table: string): readonly (readonly string[])[] =>
  table
    .trim()
    .split('\n')
    .map((row) => row.split(' '));

/** Structures refer to each other by name: a shape is looked up when it is first used. */
function reader(service: Service): (type: string) => Shape {
  const lines = new Map(
    rows(shapes[service].structures).map(([name = '', ...rest]) => [name, rest]),
  );
  const known = new Map<string, Shape>();
  const read = (type: string): Shape => {
    const shape = known.get(type) ?? make(type);
    known.set(type, shape);
    return shape;
  };
  const make = (type: string): Shape => {
    if (Object.hasOwn(simple, type)) return { kind: type as keyof typeof simple };
    if (type.startsWith('[')) return { kind: 'list', of: read(type.slice(1, -1)) };
    if (type.startsWith('{')) return { kind: 'map', of: read(type.slice(1, -1)) };
    const line = lines.get(type);
    if (line === undefined) throw new TypeError(`shapes.ts has no ${type} of ${service}`);
    return structure(type, line.map(member));
  };
  const member = (text: string): Member => {
    const [, place = '', name = '', request, response, type = ''] = memberPattern.exec(text) ?? [];
    const ownResponse = service === 'ec2' ? name.charAt(0).toLowerCase() + name.slice(1) : name;
    return {
      name,
      requestName: request || name,
      responseName: response || ownResponse,
      place: places[place as keyof typeof places] ?? 'body',
      shape: read(type),
    };
  };
  return read;
}

const structure = (name: string, members: readonly Member[]): Structure => ({
  kind: 'structure',
  name,
  members,
  byName: new Map(members.map((member) => [member.name, member])),
  byRequestName: new Map(members.map((member) => [member.requestName, member])),
});

function operationsOf(service: Service): ReadonlyMap<string, OperationShape> {
  const read = reader(service);
  const named = (type: string): Structure | undefined =>
    type === '-' ? undefined : (read(type) as Structure);
  return new Map(
    rows(shapes[service].operations).map(
      ([name = '', input = '-', output = '-', method = 'POST', uri = '/', status = '200']) => [
        name,
        {
          service,
          name: name as OperationName,
          input: named(input),
          output: named(output),
          http: { method, uri, status: Number(status) },
        },
      ],
    ),
  );
}

const byService: Readonly<Record<Service, ReadonlyMap<string, OperationShape>>> = {
  iam: operationsOf('iam'),
  sts: operationsOf('sts'),
  ec2: operationsOf('ec2'),
  agentcore: operationsOf('agentcore'),
};

/** The shape of an operation; undefined if the model has none of that name in the service. */
export const operationShape = (service: Service, name: string): OperationShape | undefined =>
  byService[service].get(name);

/** The service that has an operation of that name. */
export const serviceWith = (name: string): Service | undefined =>
  (Object.keys(byService) as Service[]).find((service) => byService[service].has(name));
