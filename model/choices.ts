/** A point that no document settles: its alternatives, the first of which is the default, and why. */
export interface Choice {
  /** Fixed: one alternative for a target, always. Free: may differ each time. */
  readonly kind: 'fixed' | 'free';
  readonly alternatives: readonly string[];
  /** What is open, and why the default is what it is. */
  readonly reason: string;
}

const table = {
  'usage-check': {
    kind: 'fixed',
    alternatives: ['at-end', 'at-both-ends', 'at-start'],
    reason:
      'When a deletion task looks for usage is not documented. At its end, in one step with the removal, is the simplest that never loses the role; at its start is safe only if use is refused while the task is open.',
  },
  'lingering-interface': {
    kind: 'fixed',
    alternatives: ['free', 'holds'],
    reason:
      'The page names resources and sessions only; whether an interface that lingers after its last resource holds the role is not said.',
  },
  'failed-entry': {
    kind: 'fixed',
    alternatives: ['uses', 'free'],
    reason:
      'The page says all resources with VPC configuration; whether one whose way into the VPC failed is among them is not said.',
  },
  'old-versions': {
    kind: 'fixed',
    alternatives: ['free', 'use'],
    reason:
      'A runtime that left the VPC keeps older versions with VPC configuration; nothing says that they count.',
  },
  'suffix-check': {
    kind: 'fixed',
    alternatives: ['before-name', 'after-name'],
    reason:
      'A custom suffix and a taken name are both refused; which is said first was never recorded.',
  },
  'attach-check': {
    kind: 'fixed',
    alternatives: ['protection-first', 'attachability-first'],
    reason:
      "Attaching the role's own policy to the role breaks two rules; which is said first is not documented.",
  },
  'role-creation-refusal': {
    kind: 'fixed',
    alternatives: ['AccessDeniedException', 'ValidationException'],
    reason:
      'The text that AgentCore sends when a caller may not create the role is known, its class is not.',
  },
  'role-name-case': {
    kind: 'fixed',
    alternatives: ['exact', 'folded'],
    reason: 'Role names are unique without regard to case; whether look-ups fold case is not said.',
  },
  'ordinary-role-deletion': {
    kind: 'fixed',
    alternatives: ['NoSuchEntity', 'InvalidInput'],
    reason:
      'DeleteServiceLinkedRole on an ordinary role: NoSuchEntity is the only declared error that fits, and one implementation answers InvalidInput.',
  },
  'session-duration-edit': {
    kind: 'fixed',
    alternatives: ['refused', 'default-accepted'],
    reason:
      'UpdateRole with MaxSessionDuration on a protected role is not documented; setting the value that it has already changes nothing.',
  },
  'update-without-network': {
    kind: 'fixed',
    alternatives: ['keeps', 'resets'],
    reason:
      'networkConfiguration is optional in UpdateAgentRuntime; whether leaving it out keeps the mode or resets it to PUBLIC is not said.',
  },
  'client-token-mismatch': {
    kind: 'fixed',
    alternatives: ['ignored', 'refused'],
    reason:
      'The model says a repeated token is ignored without an error, and has a reason code for other parameters under the same token.',
  },
  'failure-usage': {
    kind: 'free',
    alternatives: ['all', 'some', 'none'],
    reason: 'A failed task names all, some or none of the resources, as the service sees fit.',
  },
  'task-record': {
    kind: 'free',
    alternatives: ['kept', 'purged'],
    reason: 'How long a finished task can be looked up is not documented; 404 soon after was seen.',
  },
  'new-task-visibility': {
    kind: 'free',
    alternatives: ['at-once', 'later'],
    reason:
      'A task was seen to be 404 shortly after its request; some tools read that as not visible yet.',
  },
  'new-role-visibility': {
    kind: 'free',
    alternatives: ['at-once', 'later'],
    reason: 'IAM is eventually consistent; tools wait 10 to 180 seconds for a new role.',
  },
  'name-after-delete': {
    kind: 'free',
    alternatives: ['free', 'reserved'],
    reason: 'A name was seen to stay reserved for a while after its resource was deleted.',
  },
} as const satisfies Readonly<Record<string, Choice>>;

/** Points that no document settles and that are no choice here, each with what the model does. @category Choices */
export const noChoices: readonly { readonly what: string; readonly instead: string }[] = [
  {
    what: 'CreateServiceLinkedRole while a deletion task is open',
    instead:
      'The role exists until the task has SUCCEEDED, so its name is taken (`role-name-taken`).',
  },
  {
    what: 'How long anything takes: tasks, sessions, interfaces that linger, records of tasks, new roles, Access Advisor',
    instead: 'Nothing is timed. What ends by itself may end at any later step, in any order.',
  },
  {
    what: 'The text of the reason why a task failed, and whether it names sessions',
    instead:
      'Any text is accepted; a list of usage names what held the role, and need not name a session.',
  },
  {
    what: 'Description together with MaxSessionDuration in one UpdateRole of the role',
    instead: 'All or nothing: a refused call changes nothing, whatever else it asks for.',
  },
  {
    what: 'How long a client token is remembered',
    instead: 'As long as the account lasts.',
  },
  {
    what: 'Whether tags and description survive deletion',
    instead: 'They do not: a role that is made again is a new one, with another RoleId.',
  },
  {
    what: 'What becomes of an interface that lingers when the role goes',
    instead: 'It waits until there is a role again (`interface-removal-needs-role`).',
  },
  {
    what: 'Whether other kinds that may reach a VPC use the role, such as harnesses',
    instead: 'Only Runtime, Code Interpreter and Browser do, as the page says.',
  },
];

/** The name of a choice. */
export type ChoiceName = keyof typeof table;

/** Every choice, in the order in which it is shown. @category Choices */
export const choices: Readonly<Record<ChoiceName, Choice>> = table;

/** One alternative for every choice. */
export type Choices = {
  readonly [Name in ChoiceName]: (typeof table)[Name]['alternatives'][number];
};

/** The names of all choices. @category Choices */
export const choiceNames = Object.keys(table) as readonly ChoiceName[];

/** The default of every choice. @category Choices */
export const defaultChoices = Object.fromEntries(
  choiceNames.map((name) => [name, table[name].alternatives[0]]),
) as unknown as Choices;

/** The choices that the statecharts read: what depends on them is explored. @category Choices */
export const lifecycleChoices = [
  'usage-check',
  'lingering-interface',
  'failed-entry',
  'old-versions',
] as const satisfies readonly ChoiceName[];

/**
 * Every combination of the alternatives of some choices; the others keep their defaults.
 *
 * @category Choices
 */
export function combinations(names: readonly ChoiceName[]): readonly Choices[] {
  return names.reduce<readonly Choices[]>(
    (soFar, name) =>
      soFar.flatMap((combination) =>
        table[name].alternatives.map((alternative) => ({ ...combination, [name]: alternative })),
      ),
    [defaultChoices],
  );
}
