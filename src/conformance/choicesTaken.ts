import { type ChoiceName, requirements } from '../../model/index.ts';
import { kindOf } from './differences.ts';
import { everyAlternative } from './performance.ts';
import type { Judged } from './run.ts';
import type { CaseResult, ChoicesLeft } from './story.ts';

/** What a run says of a point that no document settles. */
export type ChoicesTaken = Readonly<Record<string, string>>;

const undetermined = 'undetermined';

/** A choice for which no alternative explains all cases, though one explains each. */
export interface Contradiction {
  readonly name: ChoiceName;
  readonly reason: string;
}

/** Which alternatives of the fixed choices explain all cases so far. */
export class ChoicesMet {
  left: ChoicesLeft = everyAlternative;
  readonly #contradicted = new Set<string>();
  readonly #settledBy = new Map<string, string>();

  /** Takes in what a case leaves; says which choices nothing explains any more, each once. */
  learn({ id, choices = {} }: CaseResult): readonly Contradiction[] {
    const found: Contradiction[] = [];
    for (const [name, own] of Object.entries(choices) as [ChoiceName, readonly string[]][]) {
      const known = this.left[name] ?? [];
      const both = known.filter((alternative) => own.includes(alternative));
      if (both.length === known.length || this.#contradicted.has(name)) continue;
      if (both.length > 0) {
        this.left = { ...this.left, [name]: both };
        this.#settledBy.set(name, id);
        continue;
      }
      this.#contradicted.add(name);
      const before = `${known.join(' or ')} in ${this.#settledBy.get(name)}`;
      found.push({ name, reason: `${name} is ${before}, and ${own.join(' or ')} in ${id}` });
    }
    return found;
  }

  /** The alternative of each, or that it is not determined. */
  get taken(): ChoicesTaken {
    return Object.fromEntries(
      Object.entries(this.left).map(([name, [first = '', ...others]]) => [
        name,
        others.length > 0 || this.#contradicted.has(name) ? undetermined : first,
      ]),
    );
  }
}

/** What a case about a rule that is only assumed says of the rule. */
function assumedIn({ verdict, deviation, shownAt, story }: Judged): string {
  if (verdict === 'pass') return 'as assumed';
  const told = deviation && story[deviation.at];
  return told === undefined || deviation?.at !== shownAt
    ? undetermined
    : `otherwise: ${told.call.operation} answers ${kindOf(told.reply.seen)}`;
}

/** What the target does where a rule is only assumed: another answer of one case outweighs all that agree. */
export function rulesTaken(results: readonly Judged[]): ChoicesTaken {
  const rules = new Map<string, string>();
  for (const result of results) {
    const [rule] = result.requirements;
    if (result.level !== 'CHOICE' || rule === undefined) continue;
    const [known, own] = [rules.get(rule) ?? undetermined, assumedIn(result)];
    if (known === undetermined || own.startsWith('otherwise')) rules.set(rule, own);
  }
  return Object.fromEntries(rules);
}

/** A rule that is only assumed is never broken. */
export const neverFailed = (result: Judged): Judged => {
  const [rule] = result.requirements;
  return result.level !== 'CHOICE' || result.verdict !== 'fail' || rule === undefined
    ? result
    : {
        ...result,
        verdict: 'vacuous',
        reason: `It is only assumed that it must be so: ${requirements[rule].sentence}`,
      };
};
