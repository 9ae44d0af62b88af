import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { type Caller, callers } from '../../model/index.ts';
import { once } from '../once.ts';
import { issuesOf, issueText } from './issues.ts';
import { ServerError } from './serverError.ts';

/** The rights that a caller may have, by the names of the model's callers. */
type Rights = keyof typeof callers;

/** Somebody who may call: the keys, the account and the rights. */
export interface KnownCaller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  readonly rights: Rights;
  /** The name of the user. Default: that of the rights. */
  readonly name?: string;
}

/** Who may call a server. */
export interface CallersFile {
  readonly callers: readonly KnownCaller[];
  /** What `/_model` asks for: `Authorization: Bearer TOKEN`. */
  readonly modelToken: string;
}

/** The JSON Schema of a callers file. @category Server */
export const callersSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['callers', 'modelToken'],
  properties: {
    modelToken: { type: 'string', minLength: 16 },
    callers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['accessKeyId', 'secretAccessKey', 'account', 'rights'],
        properties: {
          accessKeyId: { type: 'string', pattern: '^\\w{12,128}$' },
          secretAccessKey: { type: 'string', minLength: 16 },
          account: { type: 'string', pattern: '^\\d{12}$' },
          rights: { enum: Object.keys(callers) },
          name: { type: 'string', pattern: '^[\\w+=,.@-]{1,64}$' },
        },
      },
    },
  },
} as const;

const validator = once(() => new Ajv({ allErrors: true }).compile<CallersFile>(callersSchema));

/** Reads JSON, or says which file is none; not what is in it, which may be a secret. */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ServerError('usage', `${file} cannot be read: ${(error as Error).message}.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const [place = ''] = / at position \d+/.exec((error as Error).message) ?? [];
    throw new ServerError('usage', `${file} is not JSON${place}. Mend it, or name another file.`);
  }
}

/** Reads who may call, by access key. */
export function readCallers(file: string): {
  readonly byKey: ReadonlyMap<string, KnownCaller>;
  readonly modelToken: string;
} {
  const value = readJson(file);
  // A secret that stands in the wrong place must not be shown: places are said, values are not.
  const validate = validator();
  if (!validate(value))
    throw new ServerError(
      'usage',
      `${file} is no callers file: ${issueText(issuesOf(validate.errors))}.`,
    );
  const keys = value.callers.map(({ accessKeyId }) => accessKeyId);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) < index);
  if (twice >= 0)
    throw new ServerError(
      'usage',
      `${file} is no callers file: /callers/${twice}/accessKeyId is that of another caller, too.`,
    );
  return {
    byKey: new Map(value.callers.map((caller) => [caller.accessKeyId, caller])),
    modelToken: value.modelToken,
  };
}

/** A caller of an account, with the rights of one of the model's. */
export const callerOf = (
  account: string,
  rights: Rights,
  name = callers[rights].arn.split('/').at(-1),
): Caller => ({
  ...callers[rights],
  arn: `arn:aws:iam::${account}:user/${name}`,
});
