import { readFileSync } from 'node:fs';
import { agentCoreRole, type RequirementId, requirements } from '../../model/index.ts';
import { levels } from '../conformance/cases.ts';
import { profiles } from '../conformance/verdicts.ts';
import { formatVersion, type VectorFile, type VectorNote } from './format.ts';
import type { Generated } from './generate.ts';

/** The names of the files that vectors are written to. */
export const fileNames = {
  vectors: 'service_linked_role_test.json',
  schema: 'vectors_schema_v1.json',
} as const;

const header = [
  'Each test begins in an account, 123456789012, in which nothing was ever made, and makes the calls of its steps in turn.',
  'What comes back must be one of what is permitted; what comes next is the next step, or the one that `next` says.',
  'A step with `until` waits: what is listed there may come back first, and then the call is made again.',
  'A name in double braces is the target’s to pick: the first time that it comes back it is new, later it is the same.',
  'Of an output the members that are named are judged, and lists are sets. {"$": "any"} is there, {"$": "absent"} is not;',
  '{"$": "some"} is any of what is listed, or not there; {"$": "policy"} is a policy document that means the same.',
] as const;

const noteOf = (id: RequirementId): VectorNote => {
  const { sentence, source, level } = requirements[id];
  return { level: levels[level], description: sentence, links: [source] };
};

/** The schema of a file of vectors. */
export const schemaText = (): string =>
  readFileSync(new URL('./vectors.schema.json', import.meta.url), 'utf8');

/** The text of a file of vectors: one a line. */
export function vectorsText({ groups, coverage }: Generated, version: string): string {
  const tests = [...groups.values()].flat();
  const flags = [...new Set(tests.flatMap((one) => one.flags))].sort();
  const file: VectorFile = {
    formatVersion,
    schema: fileNames.schema,
    role: agentCoreRole.name,
    source: { name: 'agentcore-slr', version },
    numberOfTests: tests.length,
    header,
    coverage,
    notes: Object.fromEntries(flags.map((id) => [id, noteOf(id)])),
    testGroups: [],
  };
  const before = JSON.stringify(file, null, 1).replace(/\[\]\s*\}$/, '[');
  const each = profiles.map((type) => {
    const lines = (groups.get(type) ?? []).map((one) => `   ${JSON.stringify(one)}`);
    return `  {\n   "type": ${JSON.stringify(type)},\n   "tests": [\n${lines.join(',\n')}\n   ]\n  }`;
  });
  return `${before}\n${each.join(',\n')}\n ]\n}\n`;
}
