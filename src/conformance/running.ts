import { TargetError } from '../target/errors.ts';
import { type Beginning, begin } from './beginning.ts';
import type { Case } from './cases.ts';
import { ChoicesMet, neverFailed } from './choicesTaken.ts';
import { Known } from './known.ts';
import { perform } from './perform.ts';
import type { Performing } from './performance.ts';
import type { Judged } from './run.ts';
import { type CaseResult, without } from './story.ts';
import { type Aliases, inTheirWords } from './word.ts';

/** How often a case is tried that does not come to what it is about. */
const triesMax = 4;

/** Whether a case that was performed showed nothing, for the target went another way or gave no answer. */
const mayGoOtherwise = ({ verdict, story, waitedFor }: CaseResult): boolean =>
  story.length > 0 && waitedFor === undefined && ['vacuous', 'inconclusive'].includes(verdict);

/** A run on its way: what came of it so far, and what it has learned of the target. */
export class Running {
  readonly #beginning: Beginning;
  readonly #performing: Omit<Performing, 'aliases' | 'taken' | 'known'>;
  readonly #began: (id: string) => void;
  readonly #byId = new Map<string, Case>();
  readonly known = new Known();
  readonly choices = new ChoicesMet();
  readonly results: Judged[] = [];
  #aliases: Aliases = [];

  constructor(
    beginning: Beginning,
    performing: Omit<Performing, 'aliases' | 'taken' | 'known'>,
    began: (id: string) => void = () => {},
  ) {
    this.#beginning = beginning;
    this.#performing = performing;
    this.#began = began;
  }

  get performing(): Performing {
    return {
      ...this.#performing,
      aliases: this.#aliases,
      taken: this.choices.left,
      known: this.known,
    };
  }

  /** What is known to be wrong with the target. */
  get wrongs(): ReadonlySet<string> {
    return new Set(this.results.flatMap(({ deviations }) => deviations.map(({ what }) => what)));
  }

  /** Begins from nothing; why it cannot, if it cannot. */
  async begin(id: string, steps?: Case['steps']): ReturnType<typeof begin> {
    const refused = await begin(this.#beginning, steps);
    if (refused === undefined) this.#began(id);
    return refused;
  }

  async #resultOf(which: Case): Promise<Judged> {
    const { id, level, profile, requirements, steps } = which;
    const performed = async (looksBefore: number): Promise<CaseResult> => {
      const leftOut = this.known.against(which) ?? (await this.begin(id, steps));
      if (leftOut !== undefined) return without(id, ...leftOut);
      try {
        return await perform(which, this.performing, looksBefore);
      } catch (error) {
        if (error instanceof TargetError || !(error instanceof Error)) throw error;
        return without(id, 'error', `${error.name}: ${error.message}`);
      }
    };
    let result = await performed(0);
    for (let tries = 1; tries < triesMax && mayGoOtherwise(result); tries++)
      result = await performed(tries);
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
    this.#aliases = [...this.#aliases, ...fresh];
    const judged = neverFailed(result);
    // What is no failure there is to be found by a case in which it is one.
    if (judged !== result && result.waitedFor !== undefined)
      this.known.isNotInVain(result.waitedFor);
    this.results.push(judged);
    for (const { name, reason } of this.choices.learn(result))
      this.results.push({ ...result, id: `choice/${name}`, verdict: 'fail', reason });
  }

  /** Whether something was called by a name that is not the target's own. */
  #isMisnamed({ story }: CaseResult): boolean {
    const input = story.map(({ call }) => call.input);
    return JSON.stringify(inTheirWords({ input }, this.#aliases)) !== JSON.stringify({ input });
  }

  /** Performs once more what failed before the target's own names were known. */
  async performAgain(): Promise<void> {
    for (const [at, result] of this.results.entries()) {
      const which = this.#byId.get(result.id);
      if (result.verdict !== 'fail' || which === undefined || !this.#isMisnamed(result)) continue;
      if (this.#performing.stopped()) return;
      // It was found out under another name.
      if (result.waitedFor !== undefined) this.known.isNotInVain(result.waitedFor);
      this.results[at] = neverFailed(await this.#resultOf(which));
    }
  }
}
