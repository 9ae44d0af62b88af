import {
  type Account,
  type Call,
  callers,
  type Model,
  type OperationName,
  operations,
  unfold,
} from '../../model/index.ts';
import { sensibleCalls } from '../../properties/calls.ts';
import { regionNames, regionsMax } from '../explore/scope.ts';
import { ask, type Move, type WalkStep } from './steps.ts';

/** The name of a caller. */
export type CallerName = keyof typeof callers;

/** Something that can be done or may happen in an account, and what comes of it. */
export interface Offer {
  /** Tells it from every other offer in the same account; the same for the same offer in every version. */
  readonly key: string;
  readonly move: Move;
  readonly step: WalkStep;
}

/** Who asks, and in which Regions. */
export interface Asking {
  readonly regions: readonly string[];
  readonly caller: CallerName;
  /** Which calls; all if it is not said. */
  readonly operations?: readonly OperationName[];
}

const operationNames = Object.keys(operations) as readonly OperationName[];

/** What a reader calls a resource: the name that it was created with. */
export const shortName = (id: string): string => /^(\w+)-\{\{/.exec(id)?.[1] ?? id;

/** The resource that a call names, or nothing. */
const subjectOf = ({ input }: Call): string[] =>
  ['agentRuntimeId', 'codeInterpreterId', 'browserId'].flatMap((member) =>
    member in input ? shortName(String(input[member])) : [],
  );

/** The network mode that a call asks for, or nothing. */
export const modeOf = ({ input }: Call): string | undefined =>
  (input.networkConfiguration as { networkMode?: string } | undefined)?.networkMode;

const isRegional = (operation: string): boolean => {
  const { service } = operations[operation as OperationName];
  return service === 'agentcore' || service === 'ec2';
};

const keyOfCall = (call: Call, caller: CallerName): string =>
  [
    call.operation,
    ...subjectOf(call),
    modeOf(call),
    ...(isRegional(call.operation) && call.region !== 'us-east-1' ? [call.region] : []),
    ...(caller === 'administrator' ? [] : [caller]),
  ]
    .filter((part) => part !== undefined)
    .join('-');

/** Keys that are not the only ones of their kind are numbered. */
function distinct(offers: readonly Offer[]): readonly Offer[] {
  const counts = new Map<string, number>();
  return offers.map((offer) => {
    const count = (counts.get(offer.key) ?? 0) + 1;
    counts.set(offer.key, count);
    return count === 1 ? offer : { ...offer, key: `${offer.key}-${count}` };
  });
}

/** Whether a call is refused for its form: then it is not worth offering. */
const isMalformed = (step: WalkStep): boolean =>
  'call' in step && step.outcome.ok === false && step.outcome.rule === 'input-constraints';

/**
 * Every call that is worth making in an account, those that are refused included, each with its outcome.
 *
 * @param asking - Calls on services that know no Region are made in the first one only.
 */
export const callsOffered = (
  account: Account,
  model: Model,
  { regions, caller, operations: some = operationNames }: Asking,
): readonly Offer[] =>
  distinct(
    some.flatMap((operation) =>
      (isRegional(operation) ? regions : regions.slice(0, 1)).flatMap((region) =>
        sensibleCalls(account, operation, region, callers[caller]).flatMap((call) => {
          const step = ask(account, call, model);
          return isMalformed(step) ? [] : [{ key: keyOfCall(call, caller), move: { call }, step }];
        }),
      ),
    ),
  );

/** Everything that may happen unasked in an account. */
export const unaskedOffered = (account: Account, model: Model): readonly Offer[] =>
  distinct(
    unfold(account, model).map(({ event, account: after }) => {
      const subject = 'id' in event ? shortName(event.id) : undefined;
      return {
        key: [event.type.replace('.', '_'), subject].filter((part) => part !== undefined).join('-'),
        move: { unasked: event },
        step: { unasked: event, account: after },
      };
    }),
  );

const everyRegion = regionNames(regionsMax);
const callerNames = Object.keys(callers) as readonly CallerName[];

/** Everything that may be done by anybody anywhere, by one operation or by all, and everything that may happen. */
export const everyOffer = (account: Account, model: Model, only?: string): readonly Offer[] => [
  ...unaskedOffered(account, model),
  ...callerNames.flatMap((caller) =>
    callsOffered(account, model, {
      regions: everyRegion,
      caller,
      operations: operationNames.filter((name) => only === undefined || name === only),
    }),
  ),
];

/** The offer that a key means in an account. */
export const offerOf = (account: Account, model: Model, key: string): Offer | undefined =>
  everyOffer(account, model, key.split('-')[0]).find((offer) => offer.key === key);
