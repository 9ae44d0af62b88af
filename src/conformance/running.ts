import { TargetError } from '../target/errors.ts';
import { type Beginning, begin } from './beginning.ts';
import type { Case } from './cases.ts';
import { ChoicesMet, neverFailed } from './choicesTaken.ts';
import { Known } from './known.ts';
import { perform } from './perform.ts';
import type { Performing } from './performance.ts';
import type { Judged } from './run.ts';
import { type CaseResult, without } from './story.ts';
import type { Aliases } from './word.ts';

/** A run on its way: what came of it so far, and what it has learned of the target. */
export class Running {
  readonly #beginning: Beginning;
  readonly #performing: Omit<Performing, 'aliases' | 'taken'>;
  readonly #byId = new Map<string, Case>();
  readonly known = new Known();
  readonly choices = new ChoicesMet();
  readonly results: Judged[] = [];
  #aliases: Aliases = [];
  /** How many results there were when a name was learned last. */
  #learnedAt = 0;

  constructor(beginning: Beginning, performing: Omit<Performing, 'aliases' | 'taken'>) {
    this.#beginning = beginning;
    this.#performing = performing;
  }

  get performing(): Performing {
    return { ...this.#performing, aliases: this.#aliases, taken: this.choices.left };
  }

  /** What is known to be wrong with the target. */
  get wrongs(): ReadonlySet<string> {
    return new Set(this.results.flatMap(({ deviations }) => deviations.map(({ what }) => what)));
  }

  /** Begins from nothing; why it cannot, if it cannot. */
  begin = (steps?: Case['steps']) => begin(this.#beginning, steps);

  async #resultOf(which: Case): Promise<Judged> {
    const { id, level, profile, requirements, steps } = which;
    const leftOut = this.known.against(which) ?? (await this.begin(steps));
    const performed = async (): Promise<CaseResult> => {
      try {
        return await perform(which, this.performing);
      } catch (error) {
        if (error instanceof TargetError || !(error instanceof Error)) throw error;
        return without(id, 'error', `${error.name}: ${error.message}`);
      }
    };
    const result = leftOut === undefined ? await performed() : without(id, ...leftOut);
    return { ...result, level, profile, requirements };
  }

  /** Performs a case. */
  async perform(which: Case): Promise<void> {
    this.#byId.set(which.id, which);
    this.take(await this.#resultOf(which));
  }

  /** Takes in what came of a case. */
  take(result: Judged): void {
    this.known.learn(result);
    const known = new Set(this.#aliases.map(({ ours }) => ours));
    const fresh = result.aliases.filter(({ ours }) => !known.has(ours));
    if (fresh.length > 0) this.#learnedAt = this.results.length;
    this.#aliases = [...this.#aliases, ...fresh];
    this.results.push(neverFailed(result));
    for (const { name, reason } of this.choices.learn(result))
      this.results.push({ ...result, id: `choice/${name}`, verdict: 'fail', reason });
  }

  /** Performs once more what failed before the target's own names were known. */
  async performAgain(): Promise<void> {
    for (const [at, { id, verdict }] of this.results.slice(0, this.#learnedAt).entries()) {
      const which = this.#byId.get(id);
      if (verdict === 'fail' && which !== undefined && !this.#performing.stopped())
        this.results[at] = neverFailed(await this.#resultOf(which));
    }
  }
}
