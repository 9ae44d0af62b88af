import type { Choices } from './choices.ts';
import type { Core } from './lifecycle.ts';

/** Something that holds the role: what it is, where, and why it holds. */
export interface Blocker {
  readonly what: 'resource' | 'session' | 'interface';
  /** The Region, or undefined for a session, which has none. */
  readonly region: string | undefined;
  /** The resource's id, or the interface's network. */
  readonly id: string;
  readonly why: string;
}

/**
 * What holds the role now, by Region.
 *
 * @param core - The lifecycle of an account.
 * @param choices - Whether a lingering interface holds the role is one of them.
 * @returns The blockers, those of one Region together; empty when nothing holds the role. Never throws.
 * @source The page, Cleaning up a service-linked role
 * @category Semantics
 */
export function blockers(core: Core, choices: Choices): readonly Blocker[] {
  const resources = core.resources
    .filter((resource) => resource.state.use === 'using')
    .map(
      ({ id, kind, region, state }): Blocker => ({
        what: 'resource',
        region,
        id,
        why: `${kind} with VPC configuration, ${state.status}`,
      }),
    );
  const interfaces = Object.entries(core.interfaces)
    .filter(
      ([network, state]) =>
        state === 'lingering' &&
        choices['lingering-interface'] === 'holds' &&
        !core.resources.some(
          (resource) => resource.state.use === 'using' && resource.networks.includes(network),
        ),
    )
    .map(
      ([network]): Blocker => ({
        what: 'interface',
        region: network.split('/')[0],
        id: network,
        why: 'lingers after its last resource',
      }),
    );
  const session: Blocker[] =
    core.session === 'active'
      ? [
          {
            what: 'session',
            region: undefined,
            id: 'session',
            why: 'an active session, which nobody can revoke',
          },
        ]
      : [];
  const all = [...resources, ...interfaces];
  return [...new Set(all.map(({ region = '' }) => region))]
    .sort((a, b) => a.localeCompare(b))
    .flatMap((here) => all.filter(({ region = '' }) => region === here))
    .concat(session);
}
