import type { Core, CoreEvent, Resource } from '../../model/index.ts';
import { networkOf } from '../../src/explore/scope.ts';

/** Names accounts by texts: equal for accounts that differ only in which like resource, or like Region, is which. */
export function codec(regions: readonly string[]): {
  key(core: Core): string;
  /** The resources of which no other is like one before, in Regions of which none is. */
  distinct(core: Core): readonly Resource[];
  /** Whether an event happens in a Region that is like one before. */
  isRepeated(core: Core, event: CoreEvent): boolean;
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
      const { kind, networks, state } = resource;
      code = numberOf(`${kind} ${networks.length} ${JSON.stringify(state)}`);
      codes.set(resource, code);
    }
    return code;
  };
  const columns = (core: Core): readonly string[] =>
    regions.map((name) =>
      String.fromCharCode(
        numberOf(core.interfaces[networkOf(name)] ?? 'absent'),
        ...core.resources
          .filter(({ region }) => region === name)
          .map(codeOf)
          .sort((a, b) => a - b),
      ),
    );
  const isLike = (core: Core, region: string): boolean => {
    const all = columns(core);
    const place = regions.indexOf(region);
    return all.indexOf(all[place] as string) < place;
  };
  return {
    key: (core) =>
      [`${core.role.role} ${core.role.deletion} ${core.session}`, ...columns(core).toSorted()].join(
        '|',
      ),
    distinct(core) {
      const seen = new Set<string>();
      return core.resources.filter((resource) => {
        const code = `${resource.region} ${codeOf(resource)}`;
        return !seen.has(code) && seen.add(code) && !isLike(core, resource.region);
      });
    },
    isRepeated: (core, event) =>
      event.machine === 'interface'
        ? isLike(core, event.network.split('/')[0] as string)
        : event.type === 'create' && isLike(core, event.resource.region),
  };
}
