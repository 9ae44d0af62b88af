/** How the command ends. What did not finish never ends with 0. */
export const exitCodes = {
  yes: 0,
  no: 1,
  usage: 2,
  environment: 3,
  notDecided: 4,
  ourBug: 70,
} as const;

/** Something wrong with what the caller asked for: said in one sentence, without a stack trace. */
export class UsageError extends Error {
  readonly exitCode: number = exitCodes.usage;
}
