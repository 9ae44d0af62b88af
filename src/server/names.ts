import { drawKey } from './draw.ts';

/**
 * The names that the service picks. The model numbers what it makes (`{{Task:3}}`); here each number has one name that
 * looks like AWS's own, and each such name gives the number back: nothing is kept, and nothing can be lost.
 */
export interface Names {
  /** A text or a structure with names in the place of the model's symbols. */
  readonly given: <T>(value: T) => T;
  /** A text or a structure with the model's symbols in the place of names that are ours. */
  readonly taken: <T>(value: T) => T;
}

/** Two halves of this make a whole number that is still exact. */
const half = 2 ** 26;
const rounds = 4;

/** A permutation of the numbers below 2^52 (a Feistel network), so that names do not follow one another. */
function permutation(key: readonly number[]) {
  const mixed = (value: number, round: number): number => {
    let bits = Math.imul(value ^ (key[round] as number), 0x9e3779b1);
    bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
    return (bits ^ (bits >>> 13)) & (half - 1);
  };
  return {
    to(number: number): number {
      let [left, right] = [Math.floor(number / half), number % half];
      for (let round = 0; round < rounds; round++)
        [left, right] = [right, left ^ mixed(right, round)];
      return left * half + right;
    },
    from(number: number): number {
      let [left, right] = [Math.floor(number / half), number % half];
      for (let round = rounds - 1; round >= 0; round--)
        [left, right] = [right ^ mixed(left, round), left];
      return left * half + right;
    },
  };
}

const digits = '0123456789';
const small = 'abcdefghijklmnopqrstuvwxyz';
const alphabets = {
  hex: `${digits}abcdef`,
  base32: `${small.toUpperCase()}234567`,
  base62: `${small}${small.toUpperCase()}${digits}`,
};

function written(number: number, alphabet: string, length: number): string {
  let text = '';
  for (let left = number; text.length < length; left = Math.floor(left / alphabet.length))
    text = alphabet[left % alphabet.length] + text;
  return text;
}

const read = (text: string, alphabet: string): number =>
  [...text].reduce((number, digit) => number * alphabet.length + alphabet.indexOf(digit), 0);

/** Thirteen hexadecimal digits as a UUID, with a version and a variant, and some of them twice. */
const uuid = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12)}00-8000-${hex.slice(1)}`;

interface Style {
  readonly write: (number: number) => string;
  /** The number that a name may stand for; it does if that number is written so. */
  readonly read: (name: string) => number;
}

const hex = (number: number): string => written(number, alphabets.hex, 13);
const unread = () => Number.NaN;
const inUuid: Style = {
  write: (number) => uuid(hex(number)),
  read: (name) => read(name.replace(/^(.{8})-(.{4})-4(.).*$/, '$1$2$3'), alphabets.hex),
};
const inEc2: Style = {
  write: (number) => `0ac0${hex(number)}`,
  read: (name) => read(name.slice(4), alphabets.hex),
};
const inIam: Style = {
  write: (number) => `AROAXAC2SL${written(number, alphabets.base32, 11)}`,
  read: unread,
};
const inAgentCore: Style = {
  write: (number) => written(number, alphabets.base62, 10),
  read: (name) => read(name, alphabets.base62),
};

const styles: Readonly<Record<string, Style>> = {
  Task: inUuid,
  Job: inUuid,
  RoleId: inIam,
  OrdinaryRoleId: inIam,
  Resource: inAgentCore,
  Interface: inEc2,
  NetworkInterface: inEc2,
  Vpc: inEc2,
  Subnet: inEc2,
  SecurityGroup: inEc2,
};

/** Where names of ours can stand in a text, and which kinds of thing they may name. */
const places: readonly { readonly pattern: RegExp; readonly kinds: readonly string[] }[] = [
  {
    pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8000-[0-9a-f]{12}\b/g,
    kinds: ['Task', 'Job'],
  },
  { pattern: /(?<=\beni-)[0-9a-f]{17}\b/g, kinds: ['Interface', 'NetworkInterface'] },
  { pattern: /(?<=\bvpc-)[0-9a-f]{17}\b/g, kinds: ['Vpc'] },
  { pattern: /(?<=\bsubnet-)[0-9a-f]{17}\b/g, kinds: ['Subnet'] },
  { pattern: /(?<=\bsg-)[0-9a-f]{17}\b/g, kinds: ['SecurityGroup'] },
  { pattern: /(?<=\w-)[0-9a-zA-Z]{10}\b/g, kinds: ['Resource'] },
];

const symbols = /\{\{(\w+):(\d+)\}\}/g;
/** What a client writes that looks like a symbol is none: a soft hyphen keeps it apart. */
const [braces, apart] = ['{{', '{\u00AD{'];

function changed<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item) => changed(item, change)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [change(name), changed(item, change)]),
  ) as T;
}

/** The names of one AWS account. */
export function namesOf(seed: string, account: string): Names {
  const permutations = new Map<string, ReturnType<typeof permutation>>();
  const permutationOf = (kind: string) => {
    const known = permutations.get(kind) ?? permutation(drawKey(seed, account, 'name', kind));
    permutations.set(kind, known);
    return known;
  };
  const nameOf = (kind: string, number: number): string | undefined =>
    styles[kind]?.write(permutationOf(kind).to(number));
  const symbolOf = (name: string, kinds: readonly string[]): string => {
    for (const kind of kinds) {
      const number = permutationOf(kind).from(styles[kind]?.read(name) ?? Number.NaN);
      if (number < half && nameOf(kind, number) === name) return `{{${kind}:${number}}}`;
    }
    return name;
  };
  return {
    given: (value) =>
      changed(value, (text) =>
        text.includes('{')
          ? text
              .replace(
                symbols,
                (symbol, kind: string, number: string) => nameOf(kind, Number(number)) ?? symbol,
              )
              .replaceAll(apart, braces)
          : text,
      ),
    taken: (value) =>
      changed(value, (text) => {
        const plain = text.replaceAll(braces, apart);
        // Each place has a hyphen in or before it.
        if (!plain.includes('-')) return plain;
        return places.reduce(
          (soFar, { pattern, kinds }) => soFar.replace(pattern, (name) => symbolOf(name, kinds)),
          plain,
        );
      }),
  };
}
