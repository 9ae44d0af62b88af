import type { Offer } from '../../../src/walk/offers.ts';
import { type Change, type State, take } from '../state.ts';
import { readable, ruleOf } from '../words.ts';

/** How a view changes the page. */
export type Changing = { readonly change: (how: Change) => void };

const refusalOf = ({ step }: Offer) =>
  'call' in step && step.outcome.ok === false ? step.outcome : undefined;

const explain =
  (key: string): Change =>
  (state) => ({ ...state, explained: state.explained === key ? undefined : key });

/** One thing that can be done; what is refused looks so, and shows the rule when it is pressed. */
function OfferButton({
  offer,
  label,
  explained,
  change,
}: Changing & {
  readonly offer: Offer;
  readonly label: string;
  readonly explained: string | undefined;
}) {
  const refusal = refusalOf(offer);
  if (refusal === undefined)
    return (
      <button type="button" data-key={offer.key} onClick={() => change(take(offer))}>
        {label}
      </button>
    );
  return (
    <button
      type="button"
      class="refused"
      data-key={offer.key}
      aria-expanded={explained === offer.key}
      title={ruleOf(refusal.rule)?.sentence}
      onClick={() => change(explain(offer.key))}
    >
      {label}
      <span class="unseen">, refused</span>
    </button>
  );
}

/** Why a call is refused, and the way to make it all the same. */
function Refusal({ offer, change }: Changing & { readonly offer: Offer }) {
  const refusal = refusalOf(offer);
  if (refusal === undefined) return null;
  const rule = ruleOf(refusal.rule);
  return (
    <div class="refusal" role="status">
      <p>
        <strong>{refusal.code}</strong> {readable(refusal.message)}
      </p>
      <p>
        {rule === undefined ? 'No requirement asks for this: the model is wrong.' : rule.sentence}
      </p>
      <p class="quiet">
        {rule === undefined ? '' : `${refusal.rule}, ${rule.level}: ${rule.source}`}
      </p>
      <button type="button" onClick={() => change(take(offer))}>
        Ask all the same
      </button>
    </div>
  );
}

/** Buttons for some offers, and below them why the one that was pressed is refused. */
export function Offers({
  offers,
  label,
  state: { explained },
  change,
}: Changing & {
  readonly offers: readonly Offer[];
  readonly label: (offer: Offer) => string;
  readonly state: State;
}) {
  const shown = offers.find(({ key }) => key === explained);
  return (
    <>
      <span class="offers">
        {offers.map((offer) => (
          <OfferButton
            key={offer.key}
            offer={offer}
            label={label(offer)}
            explained={explained}
            change={change}
          />
        ))}
      </span>
      {shown === undefined ? null : <Refusal offer={shown} change={change} />}
    </>
  );
}
