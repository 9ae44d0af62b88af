import { see, uses } from '../../properties/index.ts';
import type { Exploration } from '../explore/explore.ts';
import { subjects } from '../explore/limits.ts';
import type { Row } from '../explore/tables.ts';

const tuple = (items: readonly unknown[]): string => `<<${items.join(', ')}>>`;
const truth = (value: boolean): string => (value ? 'TRUE' : 'FALSE');
const comment = (lines: readonly string[]): string =>
  lines.map((line, number) => `\\* ${number}: ${line}`).join('\n');

/** A row as TLA+ reads it: whether it breaks an invariant, and what it leads to; resources are numbered from 1. */
const rowText = ({ outcomes, edges }: Row): string => {
  const broken = outcomes.some((outcome) => outcome.broken.length > 0);
  const targets = edges.map(({ role, interface: state, code }) => tuple([role, state, code + 1]));
  return tuple([truth(broken), `{${targets.join(', ')}}`]);
};

/** Tuples in tuples, by numbers from 0; what was never asked is the empty tuple. */
class Nested {
  readonly #inside = new Map<number, Nested | string>();

  set([first = 0, ...rest]: readonly number[], text: string): void {
    if (rest.length === 0) {
      this.#inside.set(first, text);
      return;
    }
    const found = this.#inside.get(first);
    const below = found instanceof Nested ? found : new Nested();
    this.#inside.set(first, below);
    below.set(rest, text);
  }

  toString(): string {
    const length = Math.max(-1, ...this.#inside.keys()) + 1;
    return tuple(Array.from({ length }, (_, place) => this.#inside.get(place) ?? '<<>>'));
  }
}

/** Where the subjects stand in a row's tuple; resources follow. */
const places = { interface: 0, creation: 1, firstCode: 2 } as const;

function placeOf(subject: number): number {
  if (subject === subjects.interface) return places.interface;
  return subject === subjects.creation ? places.creation : places.firstCode + subject;
}

/** The tables of an exploration: rows by role, own view, other views and subject; views and others by what they are. */
function tablesText({ search }: Exploration): string {
  const { tables, flattening } = search;
  const rows = new Nested();
  const accountRows = new Nested();
  for (const [role, digits, subject] of flattening.keys) {
    const [own = 0, ...rest] = flattening.viewsOf(digits);
    const others = tables.othersOf(rest);
    if (subject === subjects.account) {
      const all = tables.othersOf([own, ...rest]);
      accountRows.set([role, all], rowText(tables.row(role, 0, all, subject)));
    } else
      rows.set(
        [role, own, others, placeOf(subject)],
        rowText(tables.row(role, own, others, subject)),
      );
  }
  const views = new Nested();
  for (const [number, view] of tables.views.values.entries())
    views.set([view.interface, view.kinds], String(number));
  const others = new Nested();
  for (const [number, list] of tables.others.values.entries())
    others.set([list.reduce((bits, view) => bits + 2 ** (view - 1), 0)], String(number));
  return [
    `ViewOf == ${views}`,
    `OthersOf == ${others}`,
    `AccountRows == ${accountRows}`,
    `Rows == ${rows}`,
  ].join('\n');
}

/** What the invariants ask of a number: of a resource what a client sees, of the role whether it is there. */
function factsText({ search, scope }: Exploration): string {
  const { tables } = search;
  const resources = tables.codes.values.map((resource) => {
    const seen = tables.seenOf(resource);
    const isUsing = seen !== undefined && uses(seen, scope.choices);
    const isReady = seen?.status === 'READY' && seen.mode === 'VPC' && isUsing;
    return { resource, isUsing, isReady };
  });
  const roles = tables.roles.values.map((part, number) => {
    const { roleId, session } = see(tables.account(number, []));
    return { part, exists: roleId !== undefined, session };
  });
  const kinds = tables.kinds.values.map((_, kind) =>
    tables.codes.values
      .map((__, code) => code)
      .filter((code) => tables.bitOf(code) === 1 << kind)
      .map((code) => code + 1),
  );
  return [
    '\\* The role, its deletion and its sessions, by number:',
    comment(roles.map(({ part }) => `${part.role.role}, ${part.role.deletion}, ${part.session}`)),
    `RoleExists == ${tuple(roles.map(({ exists }) => truth(exists)))}`,
    `InSession == ${tuple(roles.map(({ session }) => truth(session)))}`,
    '\\* Resources, by number, from 1:',
    comment([
      'none',
      ...resources.map(
        ({ resource: { kind, state } }) => `${kind}, ${state.status}, ${state.network}`,
      ),
    ]),
    `Uses == ${tuple(resources.map(({ isUsing }) => truth(isUsing)))}`,
    `HasInterface == ${tuple(resources.map(({ isReady }) => truth(isReady)))}`,
    `Kinds == ${tuple(kinds.map((codes) => `{${codes.join(', ')}}`))}`,
  ].join('\n');
}

const sumOfBits = (length: number, has: (place: number) => string): string =>
  [
    '0',
    ...Array.from({ length }, (_, place) => `(IF ${has(place + 1)} THEN ${2 ** place} ELSE 0)`),
  ].join(' + ');

/**
 * An explored scope as a TLA+ module and its configuration, so that another checker can explore it again.
 *
 * The module holds the tables as they were derived from the statecharts, and the invariants over them. Like resources are
 * counted in it; like Regions are symmetric for TLC, so the distinct states are as many as the accounts.
 *
 * @returns The texts by file name.
 */
export function tlaModule(exploration: Exploration): Readonly<Record<string, string>> {
  const { scope, search, accounts, depths } = exploration;
  const { tables } = search;
  const name = `AgentCoreSlr_${scope.resources}x${scope.regions}`;
  const lingeringHolds = scope.choices['lingering-interface'] === 'holds';
  const regions = Array.from({ length: scope.regions }, (_, place) => `Region${place + 1}`);
  const module = `---- MODULE ${name} ----
\\* ${scope.resources} resources, ${scope.regions} Regions: ${accounts} distinct states, depth ${depths.length} by TLC's count.
\\* Made by agentcore-slr check --tla from the tables that its explorer runs on.
EXTENDS Naturals, FiniteSets, TLC
CONSTANT Regions
VARIABLES role, interface, many
vars == <<role, interface, many>>

ResourcesMax == ${scope.resources}
Codes == 1..${tables.codes.values.length}
${factsText(exploration)}
${tablesText(exploration)}

\\* What others can tell of a Region, one resource of a code left out; code 0 leaves none out.
View(r, left) ==
  LET Has(k) == \\E c \\in Kinds[k] : many[r][c] > (IF c = left THEN 1 ELSE 0)
  IN ViewOf[interface[r] + 1][1 + ${sumOfBits(tables.kinds.values.length, (kind) => `Has(${kind})`)}]
OthersNumber(views) ==
  OthersOf[1 + ${sumOfBits(tables.views.values.length - 1, (view) => `${view} \\in views`)}]
Others(r) == OthersNumber({View(q, 0) : q \\in Regions \\ {r}})
AccountRow == AccountRows[role + 1][OthersNumber({View(q, 0) : q \\in Regions}) + 1]
\\* Subject 1 is the Region's interface, 2 a creation there, 2 + c a resource with code c.
RowOf(r, subject, left) == Rows[role + 1][View(r, left) + 1][Others(r) + 1][subject]

RECURSIVE Sum(_, _)
Sum(m, codes) == IF codes = {} THEN 0
  ELSE LET c == CHOOSE c \\in codes : TRUE IN m[c] + Sum(m, codes \\ {c})
RECURSIVE Total(_)
Total(regions) == IF regions = {} THEN 0
  ELSE LET r == CHOOSE r \\in regions : TRUE
       IN Sum(many[r], {c \\in Codes : many[r][c] > 0}) + Total(regions \\ {r})

Subjects(r) == {<<1, 0>>} \\cup (IF Total(Regions) < ResourcesMax THEN {<<2, 0>>} ELSE {})
  \\cup {<<2 + c, c>> : c \\in {c \\in Codes : many[r][c] > 0}}
Moved(m, from, to) ==
  [c \\in Codes |-> (m[c] + (IF c = to THEN 1 ELSE 0)) - (IF c = from THEN 1 ELSE 0)]

Init ==
  /\\ role = 0
  /\\ interface = [r \\in Regions |-> 0]
  /\\ many = [r \\in Regions |-> [c \\in Codes |-> 0]]
OfAccount == \\E e \\in AccountRow[2] : role' = e[1] /\\ UNCHANGED <<interface, many>>
OfRegion(r) == \\E s \\in Subjects(r) : \\E e \\in RowOf(r, s[1], s[2])[2] :
  /\\ role' = e[1]
  /\\ interface' = [interface EXCEPT ![r] = e[2]]
  /\\ many' = [many EXCEPT ![r] = Moved(@, s[2], e[3])]
Next == OfAccount \\/ \\E r \\in Regions : OfRegion(r)
Spec == Init /\\ [][Next]_vars
Symmetry == Permutations(Regions)

Exists == RoleExists[role + 1]
UsedIn(r) == \\E c \\in Codes : many[r][c] > 0 /\\ Uses[c]
RoleOutlivesItsUse == (\\E r \\in Regions : UsedIn(r)) => Exists
RoleOutlivesItsSessions == InSession[role + 1] => Exists
InterfaceOutlivesRoleOnlyLingering ==
  /\\ ~Exists => \\A r \\in Regions : interface[r] = 0${lingeringHolds ? '' : ' \\/ ~UsedIn(r)'}
  /\\ \\A r \\in Regions : (\\E c \\in Codes : many[r][c] > 0 /\\ HasInterface[c]) => interface[r] # 0
\\* No step that can be taken here breaks any of the invariants of every step.
NothingBroken ==
  /\\ ~AccountRow[1]
  /\\ \\A r \\in Regions : \\A s \\in Subjects(r) : ~RowOf(r, s[1], s[2])[1]
====
`;
  const config = `SPECIFICATION Spec
CONSTANT Regions = {${regions.join(', ')}}
${regions.map((region) => `CONSTANT ${region} = ${region}`).join('\n')}
${scope.regions > 1 ? 'SYMMETRY Symmetry\n' : ''}INVARIANT RoleOutlivesItsUse
INVARIANT RoleOutlivesItsSessions
INVARIANT InterfaceOutlivesRoleOnlyLingering
INVARIANT NothingBroken
CHECK_DEADLOCK FALSE
`;
  return { [`${name}.tla`]: module, [`${name}.cfg`]: config };
}
