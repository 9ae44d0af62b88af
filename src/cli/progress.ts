import { exitCodes } from './exit.ts';

const shownEveryMs = 200;

/**
 * Shows on a terminal what is going on, and remembers that Ctrl-C was pressed; pressed again, it ends at once.
 *
 * @param timeLimit - Seconds after which the work should stop.
 */
export function progress(timeLimit: number = Number.POSITIVE_INFINITY): {
  /** Says what is being done; true if the work should stop. */
  tell: (doing: string) => boolean;
  interrupted: () => boolean;
  /** What stopped the work, or undefined. */
  stoppedBy: () => 'Interrupted' | 'The time is up' | undefined;
  /** Takes away what is shown, before something else is printed. */
  clear: () => void;
  end: () => void;
} {
  const terminal = process.stderr.isTTY;
  const until = Date.now() + timeLimit * 1000;
  let interrupted = false;
  let isTimeUp = false;
  let shownAt = 0;
  const interrupt = (): void => {
    if (interrupted) process.exit(exitCodes.notDecided);
    interrupted = true;
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const clear = (): void => {
    if (terminal) process.stderr.write('\r\u001b[K');
  };
  return {
    tell(doing) {
      const now = Date.now();
      if (terminal && now - shownAt > shownEveryMs) {
        shownAt = now;
        process.stderr.write(`\r\u001b[K${doing.slice(0, (process.stderr.columns ?? 80) - 1)}`);
      }
      isTimeUp ||= now > until;
      return interrupted || isTimeUp;
    },
    interrupted: () => interrupted,
    stoppedBy: () => (interrupted ? 'Interrupted' : isTimeUp ? 'The time is up' : undefined),
    clear,
    end() {
      clear();
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}
