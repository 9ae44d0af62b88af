import {
  type Account,
  type Blocker,
  type Choices,
  callers,
  type RoleStatus,
  type Unasked,
} from '../../model/index.ts';
import { type Admission, defaultAccount, defaultRegion } from '../server/admission.ts';
import { callerOf } from '../server/callers.ts';
import { clockFrom, type TimeScale } from '../server/clock.ts';
import { handlerOf } from '../server/handler.ts';
import { answerModel } from '../server/modelApi.ts';
import { setUp, type WorldOptions } from '../server/setUp.ts';
import { Worlds } from '../server/worlds.ts';
import { clientsWith, type FakeClientConfig, type FakeClients } from './clients.ts';
import { requestHandler } from './requestHandler.ts';

/** How a fake is set up. */
export interface FakeOptions extends WorldOptions {
  /** How time passes. Default `manual`: nothing happens unasked but by `advance`. */
  readonly timeScale?: TimeScale;
}

/** Who calls, and where. */
export interface FakeCaller {
  /** Default us-east-1. */
  readonly region?: string;
  /** What the caller may do, by the names of the model's callers. Default `administrator`. */
  readonly rights?: keyof typeof callers;
}

/** What can be seen of the account of a fake, and no AWS client sees. */
export interface FakeState {
  /** The time there, in ISO 8601. */
  readonly time: string;
  readonly roleState: RoleStatus;
  /** What holds the role. */
  readonly blockers: readonly Blocker[];
  /** What is to come unasked, the next first, and when; null: never. */
  readonly unasked: readonly { readonly event: Unasked; readonly at: string | null }[];
  readonly choices: Choices;
  readonly account: Pick<Account, 'core' | 'beside'>;
}

/** One AWS account in memory. @category Server */
export interface Fake extends FakeClients {
  /** Clients of another caller, or in another Region. */
  readonly clients: (caller?: FakeCaller) => FakeClients;
  /** What clients of your own are made with: `new IAMClient(fake.config())`. */
  readonly config: (caller?: FakeCaller) => FakeClientConfig;
  /**
   * Lets time go on: to the next thing that happens, for so many seconds, or until one thing that `state` lists as
   * unasked has happened, which happens now.
   *
   * @returns Whether that could be: false if nothing is under way, or not that.
   * @throws RangeError if it is none of these.
   */
  readonly advance: (
    to?: { readonly step: 'next' } | { readonly seconds: number } | { readonly event: Unasked },
  ) => boolean;
  /** What the account is like now. */
  readonly state: () => FakeState;
  /** Everything is as it was at the start, but for the time. */
  readonly reset: () => void;
}

/** The key of a caller names its rights: nobody checks a signature here. */
const byRights: Admission = {
  admit: (_, __, credential) => {
    const key = credential?.accessKeyId ?? '';
    const rights = Object.hasOwn(callers, key) ? (key as keyof typeof callers) : 'administrator';
    return Promise.resolve({ account: defaultAccount, caller: callerOf(defaultAccount, rights) });
  },
  mayUseModel: () => false,
};

/**
 * The model in memory, behind clients of the AWS SDK: for unit tests with no network, no port and no credentials.
 *
 * The clients are the SDK's own, with all that they do: errors are instances of its exceptions, and middleware works. A
 * waiter or a paginator wants a client by its type: `new IAMClient(fake.config())`.
 *
 * @throws ServerError if the account to start from does not fit; its message says what to do.
 * @category Server
 */
export function createFake(options: FakeOptions = {}): Fake {
  const { timeScale = 'manual' } = options;
  const { settings, choices, initial, requestId } = setUp(options, timeScale);
  const worlds = new Worlds(settings, clockFrom(timeScale), undefined, initial);
  const handler = requestHandler(
    handlerOf({
      worlds,
      choices,
      admission: byRights,
      allowedHosts: [],
      requestId,
      log: undefined,
    }),
  );
  const config = ({ region = defaultRegion, rights = 'administrator' }: FakeCaller = {}) =>
    ({
      region,
      endpoint: 'http://localhost',
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
      credentials: { accessKeyId: rights, secretAccessKey: 'none' },
      requestHandler: handler,
    }) as const;
  const model = (method: string, what: string, body: object = {}) =>
    answerModel(
      worlds,
      choices,
      { method, path: `/_model/${what}`, body: JSON.stringify(body) },
      defaultAccount,
    );
  const clients = (caller?: FakeCaller) => clientsWith(config(caller));
  return Object.assign(clients(), {
    clients,
    config,
    advance: (to: object = { step: 'next' }) => {
      const { status, value } = model('POST', 'advance', to);
      if (status !== 200 && status !== 409)
        throw new RangeError((value as { readonly message: string }).message);
      return status === 200;
    },
    state: () => model('GET', 'account').value as FakeState,
    reset: () => {
      model('POST', 'reset');
    },
  });
}
