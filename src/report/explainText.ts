import type { Outcome, RoleState } from '../../model/index.ts';
import type { AccountExplanation, Explanation, Impossible } from '../history/explain.ts';
import { type HistoryCall, lineOfEvent } from '../history/history.ts';
import type { Beliefs } from '../observe/observe.ts';
import { possibleStates } from '../observe/questions.ts';

const shownMax = 200;
const short = (text: string): string =>
  text.length > shownMax ? `${text.slice(0, shownMax - 1)}…` : text;

/** What a target sends may hold signs that a terminal obeys. */
const plain = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, (sign) => JSON.stringify(sign).slice(1, -1));

/** An answer in a line. */
export function answerText(seen: HistoryCall['seen'] | Outcome): string {
  if (seen.ok === 'unknown') return 'no answer';
  if (seen.ok) return `ok ${short(plain(JSON.stringify(seen.output)))}`;
  return `${plain(seen.code)} (HTTP ${seen.status})`;
}

/** A call in a line. */
export const callText = ({ call }: HistoryCall): string =>
  `${call.operation} ${short(plain(JSON.stringify(call.input)))} in ${plain(call.region)}`;

/** The states that the role may be in, in words. */
export function roleStates(all: readonly Beliefs[]): readonly string[] {
  const states = all.flatMap((beliefs) => possibleStates(beliefs).role);
  return [...new Set(states.map(roleText))].sort();
}

const roleText = ({ role, deletion }: RoleState): string =>
  deletion === 'none' ? role : `${role}, deletion ${deletion}`;

function impossibleText({ call, permitted, before }: Impossible): string {
  const rows = [
    `  line ${lineOfEvent(call.ended)}: ${answerText(call.seen)}`,
    `  process ${call.process} got it for line ${lineOfEvent(call.invoked)}: ${callText(call)}`,
    '',
    '  Before it, the role may have been:',
    ...roleStates(before).map((state) => `    ${state}`),
    '',
    '  What could have come instead:',
    ...(permitted.length === 0 ? ['nothing'] : permitted.map(answerText)).map(
      (answer) => `    ${answer}`,
    ),
  ];
  return `${rows.join('\n')}\n`;
}

function accountText({ account, calls, order, result }: AccountExplanation): string {
  const explained = `${order.length} of ${calls} calls`;
  switch (result.verdict) {
    case 'yes':
      return `Account ${account}: explained, by an order of ${explained}${
        result.replay.steps === undefined
          ? '. Latest times and answers were judged along it; it was not replayed on one account.'
          : `,\n  replayed on the model, with ${result.replay.steps.filter((one) => 'event' in one).length} unasked steps in between.`
      }\n`;
    case 'undecided':
      return `Account ${account}: undecided, ${result.reason}. The longest order explains ${explained}.\n`;
    case 'no':
      return `Account ${account}: no order explains it. The longest explains ${explained}; the first answer that cannot be:\n\n${impossibleText(result.impossible)}`;
  }
}

const headlines = {
  yes: 'Explicable: a conforming implementation could have done this.',
  no: 'Not explicable: no conforming implementation could have done this.',
  undecided:
    'Undecided: whether a conforming implementation could have done this was not found out.',
} as const;

/** What was found out about a history, as text. */
export function explainText({ verdict, calls, steps, accounts }: Explanation): string {
  const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;
  const figures = `${count(calls, 'call')}, ${count(accounts.length, 'account')}, ${count(steps, 'step')} of search.`;
  return `${headlines[verdict]} ${figures}\n\n${accounts.map(accountText).join('\n')}`;
}

/** The same as JSON. */
export const explainJson = ({ verdict, calls, steps, accounts }: Explanation): string =>
  `${JSON.stringify(
    {
      format: 'agentcore-slr/explain',
      formatVersion: 1,
      verdict,
      calls,
      steps,
      accounts: accounts.map(({ account, calls: of, order, result }) => ({
        account,
        verdict: result.verdict,
        calls: of,
        order: order.map(({ call }) => lineOfEvent(call.invoked)),
        ...(result.verdict === 'undecided' ? { reason: result.reason } : {}),
        ...(result.verdict === 'yes' ? { replayed: result.replay.steps !== undefined } : {}),
        ...(result.verdict === 'no' ? { impossible: impossibleJson(result.impossible) } : {}),
      })),
    },
    null,
    2,
  )}\n`;

const impossibleJson = ({ call, permitted, before }: Impossible) => ({
  line: lineOfEvent(call.ended),
  called: lineOfEvent(call.invoked),
  process: call.process,
  operation: call.call.operation,
  seen: call.seen,
  permitted,
  roleBefore: roleStates(before),
});
