import fc from 'fast-check';
import { type OperationName, operations } from '../../model/index.ts';
import type { Service } from '../../src/wire/message.ts';
import { type Member, operationShape, type Shape, type Structure } from '../../src/wire/schema.ts';
import { unions } from './sdk.ts';

type Members = Readonly<Record<string, unknown>>;

/** What can be told apart on the wire of a protocol. */
interface Limits {
  /** The texts that it can carry. */
  readonly text: fc.Arbitrary<string>;
  /** Whether a list or a structure of nothing is something. */
  readonly emptyLists: boolean;
  readonly emptyStructures: boolean;
  /** Times to the second. */
  readonly wholeSeconds: boolean;
}

/** Every operation of the model and its service. */
export const everyOperation = (Object.keys(operations) as OperationName[]).map((operation) => ({
  operation,
  service: operations[operation].service,
}));

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '\r\n',
    '\t a ',
    '&amp;<b>"\'',
    '+ %2F%',
    'é😀',
    '__proto__',
    '{}',
  ),
);
/** Texts that XML 1.0 can hold. */
const xmlTexts = texts.map((text) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
  text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, ''),
);
const times = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});

const wholeSecond = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);

function drawOf(shape: Shape, limits: Limits): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return limits.text;
    case 'integer':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'time':
      return times.map((date) => (limits.wholeSeconds ? wholeSecond(date) : date).toISOString());
    case 'list':
      return fc.array(drawOf(shape.of, limits), {
        minLength: limits.emptyLists ? 0 : 1,
        maxLength: 3,
      });
    case 'map':
      return fc.dictionary(limits.text, drawOf(shape.of, limits), {
        maxKeys: 3,
        noNullPrototype: true,
      });
    case 'structure':
      return membersOf(shape, limits);
  }
}

function membersOf(
  structure: Structure,
  limits: Limits,
  mayBeEmpty = limits.emptyStructures,
): fc.Arbitrary<Members> {
  const entry = (member: Member): fc.Arbitrary<[string, unknown]> =>
    valueIn(member, limits).map((value) => [member.name, value]);
  const { members, name } = structure;
  if (members.length === 0) return fc.constant({});
  const chosen = fc.subarray([...members], {
    minLength: mayBeEmpty && !unions.has(name) ? 0 : 1,
    maxLength: Math.min(members.length, unions.has(name) ? 1 : 5),
  });
  return chosen.chain((some) => fc.tuple(...some.map(entry)).map(Object.fromEntries));
}

/** A part of a path is not empty. */
const valueIn = ({ place, shape }: Member, limits: Limits): fc.Arbitrary<unknown> =>
  place === 'path' ? limits.text.map((text) => text || 'x') : drawOf(shape, limits);

/** Inputs that a request of the operation can say. Members that the SDK would fill in are there. */
export function inputsOf(service: Service, operation: OperationName): fc.Arbitrary<Members> {
  const structure = operationShape(service, operation)?.input;
  if (structure === undefined) return fc.constant({});
  const isJson = service === 'agentcore';
  const limits: Limits = {
    text: texts,
    emptyLists: service !== 'ec2',
    emptyStructures: isJson,
    wholeSeconds: false,
  };
  const always = structure.members.filter(
    ({ name, place }) => place === 'path' || /^clientToken$/i.test(name),
  );
  const drawn = membersOf(structure, limits, true);
  return fc
    .tuple(drawn, ...always.map((member) => valueIn(member, limits)))
    .map(([members, ...given]) => ({
      ...Object.fromEntries(always.map(({ name }, at) => [name, given[at]])),
      ...members,
    }));
}

/** Outputs that a response of the operation can say. */
export function outputsOf(service: Service, operation: OperationName): fc.Arbitrary<Members> {
  const structure = operationShape(service, operation)?.output;
  if (structure === undefined) return fc.constant({});
  const isJson = service === 'agentcore';
  return membersOf(structure, {
    text: isJson ? texts : xmlTexts,
    emptyLists: true,
    emptyStructures: true,
    wholeSeconds: service === 'iam' || service === 'sts',
  }).map((output) => (structure.byName.has('Return') ? { Return: true, ...output } : output));
}
