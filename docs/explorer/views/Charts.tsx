import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Arc, advance, type Core, type ResourceKind } from '../../../model/index.ts';
import { accountAt, accountOf, type State } from '../state.ts';
import type { Changing } from './Offers.tsx';

const kinds = {
  AgentRuntime: 'Runtime',
  CodeInterpreter: 'Code interpreter',
  Browser: 'Browser',
} as const satisfies Readonly<Record<ResourceKind, string>>;

/** How many things are in each state of a drawing. */
type Lit = ReadonlyMap<string, number>;

const counted = (states: readonly string[]): Lit => {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
};

/** The states of the account that a drawing shows. */
function statesIn(core: Core, name: string): Lit {
  const [chart = '', region = ''] = name.split('-');
  if (chart === 'role') return counted([core.role[region as keyof Core['role']]]);
  if (chart === 'session') return counted([core.session]);
  if (chart === 'interface') {
    const states = Object.values(core.interfaces);
    return counted(states.length === 0 ? ['absent'] : states);
  }
  const own = core.resources.filter(({ kind }) => kind === chart);
  return counted(own.map(({ state }) => state[region as keyof typeof state]));
}

/** The arcs that the last step took. */
function arcsTaken(state: State): readonly Arc[] {
  const step = state.steps[state.at - 1]?.step;
  if (step === undefined) return [];
  const event = 'call' in step ? step.event : step.unasked;
  if (event === undefined || event.machine === 'iam') return [];
  const before = accountAt(state, state.at - 1);
  return advance(state.model, before.choices, before.core, event)?.arcs ?? [];
}

/** Where a drawing is wider than its box, it can be scrolled, by keys too, and what is lit is in sight. */
function scroll(box: HTMLElement): void {
  const isWider = box.scrollWidth > box.clientWidth;
  if (isWider) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
  const lit = isWider ? box.querySelector('.lit')?.getBoundingClientRect() : undefined;
  if (lit === undefined) return;
  const { left, width } = box.getBoundingClientRect();
  box.scrollLeft += lit.left + lit.width / 2 - left - width / 2;
}

/** A drawing that was made with the page: only its lights change. */
function Drawing({
  name,
  label,
  lit,
  taken,
}: {
  readonly name: string;
  readonly label: string;
  readonly lit: Lit;
  readonly taken: ReadonlySet<string>;
}) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const template = document.getElementById(`drawing-${name}`) as HTMLTemplateElement;
    box.current?.replaceChildren(template.content.cloneNode(true));
  }, [name]);
  useLayoutEffect(() => {
    for (const node of box.current?.querySelectorAll('.state') ?? []) {
      const state = [...node.classList].find((one) => one.startsWith('is-'))?.slice(3) ?? '';
      node.classList.toggle('lit', lit.has(state));
    }
    for (const arrow of box.current?.querySelectorAll('.arrow') ?? [])
      arrow.classList.toggle(
        'taken',
        [...arrow.classList].some((one) => taken.has(one)),
      );
    if (box.current !== null) scroll(box.current);
  });
  const told = [...lit].map(([state, count]) => (count === 1 ? state : `${state} (${count})`));
  return (
    <figure>
      <figcaption>
        {label} <span class="quiet">{told.join(', ')}</span>
      </figcaption>
      <div class="drawing" ref={box} />
    </figure>
  );
}

/** The statecharts, with the states that the account is in lit, and the arrows of the last step. */
export function Charts({ state, change }: Changing & { readonly state: State }) {
  const { core } = accountOf(state);
  const taken = new Set(arcsTaken(state).map(({ id }) => id));
  const drawing = (name: string, label: string) => (
    <Drawing key={name} name={name} label={label} lit={statesIn(core, name)} taken={taken} />
  );
  const { kind } = state;
  const count = (of: ResourceKind): number =>
    core.resources.filter((resource) => resource.kind === of).length;
  return (
    <section aria-labelledby="charts" class="charts">
      <h2 id="charts">Statecharts</h2>
      {drawing('role-role', 'Role')}
      {drawing('role-deletion', 'Deletion')}
      <div class="pair">
        {drawing('session-session', 'Session')}
        {drawing('interface-interface', 'Interface')}
      </div>
      <fieldset class="choice kinds">
        <legend>Resource</legend>
        {(Object.keys(kinds) as ResourceKind[]).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="kind"
              checked={one === kind}
              onChange={() => change((before) => ({ ...before, kind: one }))}
            />
            <span class="option">
              {kinds[one]}
              {count(one) === 0 ? '' : ` ${count(one)}`}
            </span>
          </label>
        ))}
      </fieldset>
      {drawing(`${kind}-status`, 'Status')}
      {drawing(`${kind}-use`, 'Use of the role')}
      {drawing(`${kind}-network`, 'Network')}
    </section>
  );
}
