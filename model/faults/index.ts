import { type Model, reference } from '../model.ts';
import { documentFaults } from './documents.ts';
import { changedLifecycle, lifecycleFaults } from './lifecycle.ts';
import { surfaceFaults } from './surface.ts';

/** A wrong model: the right one with one named change. */
export interface Fault {
  readonly layer: 'lifecycle' | 'surface' | 'document';
  readonly sentence: string;
}

/** The name of a fault. */
export type FaultName =
  | keyof typeof lifecycleFaults
  | keyof typeof surfaceFaults
  | keyof typeof documentFaults;

const rows = (
  layer: Fault['layer'],
  faultsOfLayer: Readonly<Record<string, { sentence: string }>>,
) =>
  Object.entries(faultsOfLayer).map(([name, { sentence }]) => [name, { layer, sentence }] as const);

/** Every wrong model, by name. @category Wrong models */
export const faults = Object.fromEntries([
  ...rows('lifecycle', lifecycleFaults),
  ...rows('surface', surfaceFaults),
  ...rows('document', documentFaults),
]) as Readonly<Record<FaultName, Fault>>;

/** The names of all faults. @category Wrong models */
export const faultNames = Object.keys(faults) as readonly FaultName[];

/**
 * The model with one fault.
 *
 * @category Wrong models
 */
export function faulty(name: FaultName): Model {
  if (name in surfaceFaults)
    return { ...reference, surface: surfaceFaults[name as keyof typeof surfaceFaults].surface };
  if (name in documentFaults) {
    const { documents } = documentFaults[name as keyof typeof documentFaults];
    return { ...reference, documents: { ...reference.documents, ...documents } };
  }
  return { ...reference, ...changedLifecycle(name as keyof typeof lifecycleFaults) };
}
