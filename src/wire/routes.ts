import { routes } from './shapes.ts';

/** The operation that a method and a path name, and the parts of the path that are members. */
export interface Route {
  readonly operation: string;
  /** As they are in the path, percent-encoded. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly parts: readonly string[];
  readonly operation: string;
}

const isLabel = (part: string): boolean => part.startsWith('{');

/** The parts of a path; a slash at its end makes none. */
const partsOf = (path: string): readonly string[] => path.replace(/\/$/, '').split('/').slice(1);

const keyOf = (method: string, parts: number): string => `${method} ${parts}`;

/** Patterns by method and number of parts; no path fits two of them. */
const patterns = new Map<string, Pattern[]>();
for (const row of routes.trim().split('\n')) {
  const [method = '', uri = '', operation = ''] = row.split(' ');
  const parts = partsOf(uri);
  const key = keyOf(method, parts.length);
  patterns.set(key, [...(patterns.get(key) ?? []), { parts, operation }]);
}

/**
 * The operation of the AgentCore control plane that a request asks for; undefined if it has none such.
 *
 * A slash at the end of the path makes no difference: the SDK's own URIs have one in some and none in others.
 */
export function route(method: string, path: string): Route | undefined {
  const parts = partsOf(path);
  const found = patterns
    .get(keyOf(method, parts.length))
    ?.find((pattern) => pattern.parts.every((part, at) => isLabel(part) || part === parts[at]));
  if (found === undefined) return undefined;
  const labels = found.parts.flatMap((part, at): [string, string][] =>
    isLabel(part) ? [[part.slice(1, -1), parts[at] ?? '']] : [],
  );
  return { operation: found.operation, labels: Object.fromEntries(labels) };
}

/** A URI with its labels filled in. */
export const fill = (uri: string, label: (name: string) => string): string =>
  uri.replace(/\{(\w+)\}/g, (_, name: string) => label(name));
