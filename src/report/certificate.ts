import type { Choices, Lifecycle } from '../../model/index.ts';
import { accountsDigest, modelDigest, tablesDigest } from '../explore/digest.ts';
import type { Exploration } from '../explore/explore.ts';

/** One scope of a certificate: what anybody who explores it again must find. */
export interface CertifiedScope {
  readonly resources: number;
  readonly regions: number;
  readonly choices: Choices;
  readonly complete: boolean;
  readonly accounts: number;
  readonly transitions: number;
  readonly depth: number;
  readonly accountsAtDepth: readonly number[];
  /** Of the set of accounts, whatever their order. */
  readonly accountsDigest: string;
  /** Of what the statecharts answered. */
  readonly tablesDigest: string;
  readonly violated: readonly string[];
}

/** What an exploration certifies. */
export function certifiedScope({
  scope,
  complete,
  accounts,
  transitions,
  depths,
  violations,
  search,
}: Exploration): CertifiedScope {
  const { resources, regions, choices } = scope;
  const { met, tables, flattening, successors } = search;
  return {
    resources,
    regions,
    choices,
    complete,
    accounts,
    transitions,
    depth: depths.length - 1,
    accountsAtDepth: depths,
    accountsDigest: accountsDigest(met.subarray(0, accounts), successors.layout, tables),
    tablesDigest: tablesDigest(tables, flattening.rows),
    violated: violations.map(({ invariant }) => invariant.name).sort(),
  };
}

/** The certificate as it is written: nothing in it hangs on the machine, the threads or the time. */
export const certificateText = (
  model: Lifecycle,
  { version, fault }: { readonly version: string; readonly fault: string | undefined },
  scopes: readonly CertifiedScope[],
): string =>
  `${JSON.stringify(
    {
      format: 'agentcore-slr/certificate',
      formatVersion: 1,
      version,
      model: modelDigest(model),
      fault: fault ?? null,
      exact:
        'Every account has a number of its own and a bit for it: none is hashed, none is left out.',
      counted: 'Accounts that differ only in which like resource or like Region is which are one.',
      scopes,
    },
    null,
    2,
  )}\n`;
