import {
  type Account,
  advance,
  type Choices,
  type CoreEvent,
  callers,
  combinations,
  defaultChoices,
  lifecycleChoices,
  newAccount,
  reference,
} from '../../model/index.ts';
import { usualRegion } from '../conformance/cases.ts';
import type { CaseStep } from '../conformance/goals.ts';
import { explore } from '../explore/explore.ts';
import { eventsOf, type Scope } from '../explore/scope.ts';
import { callOf } from '../report/awsCli.ts';
import { arcsMet, itemsOfArc } from './covered.ts';
import { accountAfter, type Plan } from './plans.ts';

/** A shortest way to something of the lifecycle, which it is about. */
export type WayInGraph = Required<Plan>;

const ids = /\{\{Resource:(\d+)\}\}/g;
const networkIn = (region: string): string => `${region}/subnet-00000000/sg-00000000`;

/** What events of an exploration are in an account: resources there are r1, r2, … in the order of their creation. */
class Telling {
  readonly steps: CaseStep[] = [];
  readonly #made: { readonly id: string; readonly region: string }[] = [];
  #account: Account;

  constructor(choices: Choices) {
    this.#account = newAccount(choices);
  }

  tell(event: CoreEvent): void {
    const call = callOf(event, (id) => this.#named(id)?.region ?? usualRegion);
    const one: CaseStep =
      call === undefined ? { wait: this.#here(event) } : this.#call(event, call);
    this.steps.push(one);
    const before = this.#account.core.resources;
    this.#account = accountAfter(this.#account, one);
    this.#made.push(
      ...this.#account.core.resources.filter(({ id }) => before.every((known) => known.id !== id)),
    );
  }

  #named = (id: string) => this.#made[Number(id.slice(1)) - 1];

  #here(event: CoreEvent): CoreEvent {
    if (event.machine === 'interface')
      return { ...event, network: networkIn(event.network.split('/')[0] ?? '') };
    return 'id' in event ? { ...event, id: this.#named(event.id)?.id ?? event.id } : event;
  }

  #call(
    event: CoreEvent,
    { operation, region, input }: NonNullable<ReturnType<typeof callOf>>,
  ): CaseStep {
    const text = JSON.stringify({
      ...input,
      ...('agentRuntimeArtifact' in input ? { agentRuntimeArtifact: {} } : {}),
    })
      .replace(/\$SUBNET_\w+/g, 'subnet-00000000')
      .replace(/\$SECURITY_GROUP_\w+/g, 'sg-00000000')
      .replace('$EXECUTION_ROLE', 'arn:aws:iam::123456789012:role/execution')
      .replace(ids, (_, number: string) => this.#made[Number(number) - 1]?.id ?? '');
    const mayAll =
      !('mayCreate' in event && !event.mayCreate) && !('mayDelete' in event && !event.mayDelete);
    return {
      call: {
        operation,
        region: region || usualRegion,
        caller: mayAll ? callers.administrator : callers.reader,
        input: JSON.parse(text) as Record<string, unknown>,
      },
    };
  }
}

/** What an event does in an account: its arcs, where they lead, and how it is refused. */
function itemsOf(choices: Choices, core: Account['core'], event: CoreEvent): readonly string[] {
  const refusal = advance(reference, choices, core, event)?.refusal;
  const operation = callOf(event, () => '')?.operation;
  const failure =
    refusal === undefined || operation === undefined
      ? []
      : [`failures ${operation}/${refusal.refuses}`];
  return [...arcsMet({ core, choices }, event), ...failure];
}

/** The default choices first, then each other alternative that the statecharts read. */
const choicesTried = (): readonly Choices[] =>
  combinations(lifecycleChoices)
    .map((choices, at) => ({ choices, at }))
    .sort((a, b) => deviations(a.choices) - deviations(b.choices) || a.at - b.at)
    .map(({ choices }) => choices)
    .filter((choices) => deviations(choices) <= 1);
const deviations = (choices: Choices): number =>
  lifecycleChoices.filter((name) => choices[name] !== defaultChoices[name]).length;

const resourcesMax = 2;

/** Shortest ways to what is looked for, as far as two resources in one Region can lead there. */
export function waysTo(wanted: readonly string[]): readonly WayInGraph[] {
  const left = new Set(wanted);
  const ways: WayInGraph[] = [];
  for (let resources = 1; resources <= resourcesMax; resources++)
    for (const choices of choicesTried())
      ways.push(...waysIn({ resources, regions: 1, choices }, left));
  return ways;
}

/** The ways that one scope has; what they lead to is taken out of what is looked for. */
function* waysIn(scope: Scope, left: Set<string>): Generator<WayInGraph> {
  if (left.size === 0) return;
  const { choices } = scope;
  const { accounts, account, trace, visits, refusals } = explore({
    model: reference,
    scope,
    invariants: [],
  });
  const here = new Set([...visits.keys()].flatMap(itemsOfArc).filter((item) => left.has(item)));
  for (const item of left) if (refusals.has(item.split('/')[1] ?? '')) here.add(item);
  for (let number = 0; number < accounts && here.size > 0; number++) {
    const core = account(number);
    for (const event of eventsOf(scope, core, core.resources)) {
      const items = itemsOf(choices, core, event);
      const item = items.find((one) => here.has(one));
      if (item === undefined) continue;
      for (const found of items) {
        left.delete(found);
        here.delete(found);
      }
      const telling = new Telling(choices);
      for (const one of trace(number)) telling.tell(one.event);
      telling.tell(event);
      yield { about: item, choices, steps: telling.steps };
    }
  }
}
