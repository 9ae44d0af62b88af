import { callers, type OperationName, operations } from '../../../model/index.ts';
import type { CallerName, Offer } from '../../../src/walk/offers.ts';
import type { State } from '../state.ts';
import { spaced, unaskedWords } from '../words.ts';
import { isOfResource, type Offered } from './AccountView.tsx';
import { type Changing, Offers } from './Offers.tsx';

/** The Regions to choose from. */
export const regions = ['us-east-1', 'eu-west-1'] as const;

const callerWords: Readonly<Record<CallerName, string>> = {
  administrator: 'administrator',
  fullAccess: 'BedrockAgentCoreFullAccess',
  reader: 'reader',
};

/** Calls that stand in the open; all others are under a fold. */
const onTheRole: readonly string[] = [
  'CreateServiceLinkedRole',
  'DeleteServiceLinkedRole',
  'GetServiceLinkedRoleDeletionStatus',
  'GetRole',
] satisfies readonly OperationName[];
const creates = /^Create(AgentRuntime|CodeInterpreter|Browser)$/;

const folds = {
  agentcore: 'Lists of AgentCore',
  iam: 'More of IAM',
  ec2: 'EC2: networks and interfaces',
  sts: 'STS',
} as const;

const operationOf = ({ move }: Offer): string => ('call' in move ? move.call.operation : '');
const regionOf = ({ move }: Offer): string => ('call' in move ? move.call.region : '');
const serviceOf = (offer: Offer) => operations[operationOf(offer) as OperationName].service;
const createLabel = ({ key }: Offer): string => /-(VPC|PUBLIC|SANDBOX)/.exec(key)?.[1] ?? key;

/** One of a few, as radio buttons. */
function Choice<Value extends string>({
  legend,
  name,
  values,
  chosen,
  words,
  onChoose,
}: {
  readonly legend: string;
  readonly name: string;
  readonly values: readonly Value[];
  readonly chosen: string;
  readonly words: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span class="option">{words(value)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Every call that is about no resource that exists. */
function Calls({
  offers,
  state,
  change,
}: Changing & { readonly offers: readonly Offer[]; readonly state: State }) {
  const label = (offer: Offer): string => spaced(operationOf(offer));
  const here = offers.filter(
    (offer) => regionOf(offer) === state.region || ['iam', 'sts'].includes(serviceOf(offer)),
  );
  const kinds = [...new Set(here.map(operationOf).filter((name) => creates.test(name)))];
  const open = here.filter((offer) => onTheRole.includes(operationOf(offer)));
  const folded = here.filter((offer) => !open.includes(offer) && !creates.test(operationOf(offer)));
  return (
    <>
      <dl class="facts">
        {kinds.map((operation) => (
          <div key={operation}>
            <dt>{spaced(operation)}</dt>
            <dd>
              <Offers
                offers={here.filter((offer) => operationOf(offer) === operation)}
                label={createLabel}
                state={state}
                change={change}
              />
            </dd>
          </div>
        ))}
        <div>
          <dt>The role</dt>
          <dd>
            <Offers offers={open} label={label} state={state} change={change} />
          </dd>
        </div>
      </dl>
      {(Object.keys(folds) as (keyof typeof folds)[]).map((service) => (
        <details key={service}>
          <summary>{folds[service]}</summary>
          <Offers
            offers={folded.filter((offer) => serviceOf(offer) === service)}
            label={label}
            state={state}
            change={change}
          />
        </details>
      ))}
    </>
  );
}

const unaskedLabel = ({ move }: Offer): string => {
  if (!('unasked' in move)) return '';
  const { unasked } = move;
  const where = 'network' in unasked ? `, ${unasked.network.split('/')[0]}` : '';
  return `${unaskedWords[unasked.type]}${where}`;
};

/** All that can be done, and all that may happen by itself. */
export function Doing({
  state,
  offered,
  change,
}: Changing & { readonly state: State; readonly offered: Offered }) {
  const ofResource = isOfResource(state);
  const rest = (offers: readonly Offer[]) => offers.filter((offer) => !ofResource(offer));
  const unasked = rest(offered.unasked);
  return (
    <>
      <section aria-labelledby="unasked">
        <h2 id="unasked">What may happen by itself</h2>
        <div class="unasked">
          <Offers offers={unasked} label={unaskedLabel} state={state} change={change} />
          {unasked.length === 0 ? (
            <p class="quiet">Nothing, but for what is said of each resource above.</p>
          ) : null}
        </div>
      </section>
      <section aria-labelledby="calls">
        <h2 id="calls">Calls</h2>
        <div class="circumstances">
          <Choice
            legend="Region"
            name="region"
            values={regions}
            chosen={state.region}
            words={(value) => value}
            onChoose={(region) => change((before) => ({ ...before, region }))}
          />
          <Choice
            legend="Caller"
            name="caller"
            values={Object.keys(callers) as CallerName[]}
            chosen={state.caller}
            words={(value) => callerWords[value]}
            onChoose={(caller) => change((before) => ({ ...before, caller, explained: undefined }))}
          />
        </div>
        <Calls offers={rest(offered.calls)} state={state} change={change} />
      </section>
    </>
  );
}
