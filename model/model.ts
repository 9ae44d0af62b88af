import { type PolicyDocument, permissionsPolicy, trustPolicy } from './documents.ts';
import { type Lifecycle, lifecycle } from './lifecycle.ts';
import type { Context, Result } from './operations/operation.ts';

/** All that can be right or wrong about an implementation: its lifecycle, its documents, its answers. */
export interface Model extends Lifecycle {
  readonly documents: {
    /** The trust policy of the role of a service. */
    readonly trust: (principal: string) => PolicyDocument;
    readonly permissions: PolicyDocument;
  };
  /** What becomes of an answer on its way to the caller. */
  readonly surface: (context: Context, result: Result) => Result;
}

/** The model that the documents describe. @category Semantics */
export const reference: Model = {
  ...lifecycle,
  documents: { trust: trustPolicy, permissions: permissionsPolicy },
  surface: (_, result) => result,
};
