/** Runs to its end what pauses now and then, and asks it nowhere to stop. */
export function unpaused<Result>(run: Generator<unknown, Result, boolean>): Result {
  let step = run.next(false);
  while (!step.done) step = run.next(false);
  return step.value;
}
