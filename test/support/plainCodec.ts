import type { Core, Resource } from '../../model/index.ts';

/** Names accounts by short strings: equal for accounts that differ only in which like resource is which. */
export function codec(): {
  key(core: Core): string;
  distinct(core: Core): readonly Resource[];
} {
  const numbers = new Map<string, number>();
  const numberOf = (value: string): number => {
    let number = numbers.get(value);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(value, number);
    }
    return number;
  };
  const codes = new WeakMap<object, number>();
  const codeOf = (resource: Resource): number => {
    let code = codes.get(resource);
    if (code === undefined) {
      const { kind, region, networks, state } = resource;
      code = numberOf(`${kind} ${region} ${networks.join()} ${JSON.stringify(state)}`);
      codes.set(resource, code);
    }
    return code;
  };
  return {
    key(core) {
      const resources = core.resources.map(codeOf).sort((a, b) => a - b);
      const interfaces = Object.keys(core.interfaces)
        .sort()
        .map((network) => numberOf(`${network} ${core.interfaces[network]}`));
      return String.fromCharCode(
        numberOf(`${core.role.role} ${core.role.deletion}`),
        numberOf(core.session),
        interfaces.length,
        ...interfaces,
        ...resources,
      );
    },
    distinct(core) {
      if (core.resources.length < 2) return core.resources;
      const seen = new Set<number>();
      return core.resources.filter((resource) => {
        const code = codeOf(resource);
        return !seen.has(code) && seen.add(code);
      });
    },
  };
}
