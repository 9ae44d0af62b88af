import type { ErrorObject } from 'ajv';

/** What is wrong with a JSON value, and where: a JSON pointer. */
export interface Issue {
  readonly where: string;
  readonly what: string;
}

const shownMax = 200;

/** What a validator found, the deepest place first. */
export function issuesOf(errors: readonly ErrorObject[] | null | undefined): readonly Issue[] {
  return [...(errors ?? [])]
    .sort((a, b) => b.instancePath.length - a.instancePath.length)
    .map(({ instancePath, propertyName, message, params }) => ({
      where: propertyName === undefined ? instancePath || '/' : `${instancePath}/${propertyName}`,
      what: `${message} ${paramText(params)}`.trim().slice(0, shownMax),
    }));
}

const paramText = ({
  additionalProperty,
  allowedValues,
  allowedValue,
}: ErrorObject['params']): string =>
  additionalProperty !== undefined
    ? `(${additionalProperty})`
    : (JSON.stringify(allowedValues ?? allowedValue) ?? '');

/** The first of some issues in words. */
export const issueText = ([first]: readonly Issue[]): string =>
  first === undefined ? '' : `${first.where} ${first.what}`;
