import { type ChoiceName, lifecycleChoices, type RoleState } from '../../model/index.ts';
import { never } from './bounds.ts';
import type { Judge } from './judge.ts';
import { type Rectangle, split } from './rectangles.ts';
import { isSameRole } from './rules.ts';

/** The open choices of a rectangle on which it hangs whether there may be a session or not while the role is so. */
function choicesNeeded(
  { rules, mattering }: Judge,
  { account: { choices }, open }: Rectangle,
  role: RoleState,
): readonly ChoiceName[] {
  const names = lifecycleChoices.filter((name) => open[name] !== undefined);
  const what = `either ${role.role} ${role.deletion} ${rules.choicesKey(choices)}`;
  return mattering(what, names, choices, (taken) => rules.isEither(role, taken));
}

const inSession = (rectangle: Rectangle, session: 'none' | 'active'): Rectangle => {
  const { account, dues } = rectangle;
  const core = { ...account.core, session };
  return { ...rectangle, account: { ...account, core }, dues: { ...dues, session: never } };
};

/** The rectangle that stands for one: without a session, where there may be one or not. */
export function standingFor(judge: Judge, rectangle: Rectangle): Rectangle {
  const { core, choices } = rectangle.account;
  if (core.session === 'none' || !judge.rules.isEither(core.role, choices)) return rectangle;
  const needed = choicesNeeded(judge, rectangle, core.role);
  return needed.length > 0 ? rectangle : inSession(rectangle, 'none');
}

/** What a rectangle stands for while the role is so: with a session and without, where there may be one or not. */
function stoodFor(judge: Judge, rectangle: Rectangle, role: RoleState): readonly Rectangle[] {
  return split(rectangle, choicesNeeded(judge, rectangle, role)).flatMap((one) =>
    judge.rules.isEither(role, one.account.choices)
      ? [inSession(one, 'none'), inSession(one, 'active')]
      : [one],
  );
}

/** The rectangles that one stands for. */
export const sessionsOf = (judge: Judge, rectangle: Rectangle): readonly Rectangle[] =>
  stoodFor(judge, rectangle, rectangle.account.core.role);

/** What a rectangle has become by a call, with a session and without if it stood for both. */
export function sessionsAfter(
  judge: Judge,
  { account: { core } }: Rectangle,
  after: Rectangle,
): readonly Rectangle[] {
  const is = after.account.core.role;
  if (isSameRole(is, core.role)) return [after];
  return stoodFor(judge, after, core.role).map((one) => standingFor(judge, one));
}
