import { percentDecoded, percentEncoded } from './values.ts';

/** A parameter, by the parts of its name: its text, and the parameters whose names go on from it. */
export interface Parameter {
  text?: string;
  children?: Map<string, Parameter>;
}

/** Why a form cannot be read. */
export type FormFault = (message: string) => Error;

/** More parameters than any call has are refused before they are sorted. */
const parametersMax = 10_000;
/** Parts in the name of a parameter: more than any shape is deep. */
const partsMax = 32;

/**
 * Reads forms into one tree of parameters: that of the query string, then that of the body.
 *
 * @throws What `fault` makes, of bad percent-encoding, names that come twice, and forms beyond all bounds.
 */
export function readForms(forms: readonly string[], fault: FormFault): Parameter {
  const root: Parameter = {};
  let count = 0;
  for (const pair of pairsOf(forms)) {
    count += 1;
    if (count > parametersMax) throw fault(`There are more than ${parametersMax} parameters`);
    const equals = pair.indexOf('=');
    const [name, text] = [
      formDecoded(equals < 0 ? pair : pair.slice(0, equals)),
      formDecoded(equals < 0 ? '' : pair.slice(equals + 1)),
    ];
    if (name === undefined || text === undefined)
      throw fault('A parameter is not percent-encoded as it has to be');
    const parameter = at(root, partsOf(name, fault));
    if (parameter.text !== undefined) throw fault('A parameter is given more than once');
    parameter.text = text;
  }
  return root;
}

const pairsOf = (forms: readonly string[]): readonly string[] =>
  forms.flatMap((form) => form.split('&', parametersMax + 1)).filter((pair) => pair !== '');

const formDecoded = (text: string): string | undefined =>
  percentDecoded(text.includes('+') ? text.replaceAll('+', ' ') : text);

function partsOf(name: string, fault: FormFault): readonly string[] {
  const parts = name.split('.', partsMax + 1);
  if (parts.length > partsMax) throw fault('The name of a parameter has too many parts');
  return parts;
}

/** The parameter of a name, made if there is none. */
function at(root: Parameter, parts: readonly string[]): Parameter {
  let parameter = root;
  for (const part of parts) {
    parameter.children ??= new Map();
    let child = parameter.children.get(part);
    if (child === undefined) {
      child = {};
      parameter.children.set(part, child);
    }
    parameter = child;
  }
  return parameter;
}

/** A form of parameters, in their order. */
export const writeForm = (parameters: readonly (readonly [string, string])[]): string =>
  parameters.map(([name, text]) => `${percentEncoded(name)}=${percentEncoded(text)}`).join('&');
