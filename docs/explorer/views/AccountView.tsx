import { blockers, type Resource, roleExists } from '../../../model/index.ts';
import { type Offer, shortName } from '../../../src/walk/offers.ts';
import { accountOf, type State } from '../state.ts';
import { interfacesOf, readable, taskWords, unaskedWords } from '../words.ts';
import { type Changing, Offers } from './Offers.tsx';

/** What is offered, by what it is about. */
export interface Offered {
  readonly calls: readonly Offer[];
  readonly unasked: readonly Offer[];
}

/** Whether an offer is about a resource. */
const concerns =
  ({ id }: Resource) =>
  ({ move }: Offer): boolean =>
    'call' in move
      ? Object.values(move.call.input).includes(id)
      : 'id' in move.unasked && move.unasked.id === id;

const networkWords: Readonly<Record<string, string>> = {
  enteringVpc: 'PUBLIC → VPC',
  leavingVpc: 'VPC → PUBLIC',
  failedEntry: 'VPC, never reached',
};

/** A call on a resource, without the kind that its row says. */
const resourceLabel = ({ move, key }: Offer): string => {
  if ('unasked' in move) return unaskedWords[move.unasked.type];
  const verb = move.call.operation.replace(/(AgentRuntime|CodeInterpreter|Browser)$/, '');
  const mode = /-(VPC|PUBLIC|SANDBOX)/.exec(key)?.[1];
  return mode === undefined ? verb : `${verb} to ${mode}`;
};

function ResourceRow({
  resource,
  offered: { calls, unasked },
  state,
  change,
}: Changing & {
  readonly resource: Resource;
  readonly offered: Offered;
  readonly state: State;
}) {
  const { id, kind, region, state: of } = resource;
  const own = concerns(resource);
  return (
    <li class={of.use === 'using' ? 'resource holds' : 'resource'} data-resource={shortName(id)}>
      <p>
        <strong>{shortName(id)}</strong> {kind} <span class="quiet">{region}</span>
        <br />
        <span class="badge">{of.status}</span> {networkWords[of.network] ?? of.network}
        {of.use === 'using' ? <span class="holding"> holds the role</span> : null}
      </p>
      <div class="asked">
        <Offers offers={calls.filter(own)} label={resourceLabel} state={state} change={change} />
      </div>
      <div class="unasked">
        <Offers offers={unasked.filter(own)} label={resourceLabel} state={state} change={change} />
      </div>
    </li>
  );
}

/** The role and its deletion. */
function Role({ state }: { readonly state: State }) {
  const account = accountOf(state);
  const { core, beside } = account;
  const holding = blockers(core, account.choices);
  const tags = Object.entries(beside.tags).map(([key, value]) => `${key}=${value}`);
  return (
    <dl class="facts">
      <dt>Role</dt>
      <dd>
        <span class="badge" data-role={core.role.role}>
          {core.role.role}
        </span>
        {roleExists(core) ? <span class="quiet"> RoleId {core.rolesMade}</span> : null}
        {beside.visible ? null : <span class="quiet"> not visible yet</span>}
        {beside.description === undefined ? null : <span> “{beside.description}”</span>}
        {tags.length === 0 ? null : <span class="quiet"> {tags.join(', ')}</span>}
      </dd>
      <dt>Deletion</dt>
      <dd>
        <span class="badge" data-deletion={core.role.deletion}>
          {taskWords(core)}
        </span>
        {core.usage.length === 0 ? null : (
          <span class="quiet">
            {' '}
            failed for {core.usage.map(({ id }) => readable(id)).join(', ')}
          </span>
        )}
      </dd>
      <dt>Session</dt>
      <dd>
        <span class="badge">{core.session}</span>
      </dd>
      <dt>Interfaces</dt>
      <dd>
        {interfacesOf(account).length === 0 ? <span class="quiet">none</span> : null}
        {interfacesOf(account).map(({ id, region, state: of }) => (
          <span key={id} class="interface">
            {id} <span class="badge">{of}</span> <span class="quiet">{region}</span>
          </span>
        ))}
      </dd>
      <dt>Held by</dt>
      <dd data-holding={holding.length}>
        {holding.length === 0 ? <span class="quiet">nothing</span> : null}
        {holding.map(({ id, region, why }) => (
          <span key={id} class="interface">
            {readable(id)} <span class="quiet">{[region, why].filter(Boolean).join(', ')}</span>
          </span>
        ))}
      </dd>
    </dl>
  );
}

/** The account: the role, what holds it, and its resources with all that can be done to each. */
export function AccountView({
  state,
  offered,
  change,
}: Changing & { readonly state: State; readonly offered: Offered }) {
  const { resources } = accountOf(state).core;
  return (
    <section aria-labelledby="account">
      <h2 id="account">Account</h2>
      <Role state={state} />
      <h3>Resources</h3>
      {resources.length === 0 ? <p class="quiet">None. Create one below.</p> : null}
      <ul class="resources">
        {resources.map((resource) => (
          <ResourceRow
            key={resource.id}
            resource={resource}
            offered={offered}
            state={state}
            change={change}
          />
        ))}
      </ul>
    </section>
  );
}

/** Whether an offer is about one of the resources of the account. */
export const isOfResource = (state: State): ((offer: Offer) => boolean) => {
  const about = accountOf(state).core.resources.map(concerns);
  return (offer) => about.some((own) => own(offer));
};
