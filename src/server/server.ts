import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Choices } from '../../model/index.ts';
import { modelDigest } from '../explore/digest.ts';
import type { RecordedTarget } from '../history/recorder.ts';
import { anybody, isLoopback, only } from './admission.ts';
import { readCallers } from './callers.ts';
import { clockFrom } from './clock.ts';
import { handlerOf } from './handler.ts';
import { openJournal } from './journal.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { listenerOf } from './listener.ts';
import type { Logged } from './log.ts';
import { ServerError } from './serverError.ts';
import { setUp, type WorldOptions } from './setUp.ts';
import type { WorldSettings } from './world.ts';
import { Worlds } from './worlds.ts';

/** How a server is set up. */
export interface ServerOptions extends WorldOptions {
  /** 0 for a free one. Default 0. */
  readonly port?: number;
  /** Default 127.0.0.1; another than this machine's own needs `callers`. */
  readonly host?: string;
  /** Other names under which the server may be asked for. */
  readonly allowHosts?: readonly string[];
  /** A file that keeps every call, its answer and everything that happens unasked, as `explain` reads it. Default: in memory only. */
  readonly journal?: string;
  /** Whether what was answered survives a loss of power, too. Default false. */
  readonly fsync?: boolean;
  /** A file that says who may call: `callersSchema`. Default: anybody on this machine. */
  readonly callers?: string;
  readonly limits?: Partial<Limits>;
  /** What is told of each call, after it was answered. Default: nothing. */
  readonly log?: (line: Logged) => void;
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Where it listens: an endpoint for AWS clients. */
  readonly url: string;
  /** What was mended when the journal was opened. */
  readonly warning: string | undefined;
  /** Finishes the requests that are open, and stops. */
  readonly close: () => Promise<void>;
}

/** How long a server that stops waits for the rest of requests, in milliseconds. */
const stopMs = 5000;

/** Stops a listener: requests that are open get some time to come to their end. */
async function stopped(listener: Server): Promise<void> {
  const closed = once(listener, 'close');
  listener.close();
  listener.closeIdleConnections();
  const hurry = setTimeout(() => listener.closeAllConnections(), stopMs);
  await closed;
  clearTimeout(hurry);
}

/**
 * Starts the reference server: the model behind an HTTP listener that AWS clients talk to.
 *
 * @returns The server, once it listens.
 * @throws ServerError if a file or an option does not fit, or the port cannot be had; its message says what to do.
 * @category Server
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { port = 0, host = '127.0.0.1', timeScale = 1 } = options;
  if (options.callers === undefined && !isLoopback(host))
    throw new ServerError(
      'usage',
      `Anybody could call a server at ${host}. Give --callers FILE, or leave --host out.`,
    );
  const callers = options.callers === undefined ? undefined : readCallers(options.callers);
  const { settings, choices, initial, requestId } = setUp(options, timeScale);
  const { model: _, ...recorded } = settings;
  const journal =
    options.journal === undefined
      ? undefined
      : await openJournal(
          options.journal,
          {
            model: modelDigest(settings.model),
            settings: { ...recorded, choices, account: options.account },
          },
          options.fsync ?? false,
          targetOf(settings, choices),
        );
  try {
    const worlds = new Worlds(settings, clockFrom(timeScale, journal?.startedAt), journal, initial);
    const handler = handlerOf({
      worlds,
      choices,
      admission: callers === undefined ? anybody : only(callers.byKey, callers.modelToken),
      allowedHosts: [host, ...(options.allowHosts ?? [])],
      requestId,
      log: options.log,
    });
    const limits = { ...defaultLimits, ...options.limits };
    const listener = listenerOf(handler, limits, typeof timeScale === 'number');
    listener.listen(port, host);
    await once(listener, 'listening').catch((error: NodeJS.ErrnoException) => {
      throw new ServerError('environment', cannotListen(error, host, port));
    });
    // A connection that cannot be had, as where files are few, ends no server.
    listener.on('error', () => undefined);
    const address = listener.address() as AddressInfo;
    let closing: Promise<void> | undefined;
    return {
      port: address.port,
      url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
      warning: journal?.warning,
      close: () => {
        closing ??= stopped(listener).finally(() => journal?.close());
        return closing;
      },
    };
  } catch (error) {
    journal?.close();
    throw error;
  }
}

/** What is known of a server beforehand. */
function targetOf({ durations }: WorldSettings, choices: Choices): RecordedTarget {
  const sure = Object.entries(durations).filter(
    ([name, { chance }]) => chance === 1 && name !== 'session.begin',
  );
  return { choices, bounds: Object.fromEntries(sure.map(([name, { to }]) => [name, to])) };
}

const cannotListen = ({ code, message }: NodeJS.ErrnoException, host: string, port: number) =>
  code === 'EADDRINUSE'
    ? `Port ${port} of ${host} is in use. Give another --port, or 0 for a free one.`
    : `Cannot listen at ${host}, port ${port}: ${message}. Give another --host or --port.`;
