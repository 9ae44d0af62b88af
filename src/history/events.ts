import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Call, Caller, Choices, callers } from '../../model/index.ts';
import type { Bounds } from '../observe/bounds.ts';
import { once } from '../once.ts';
import { issuesOf, issueText } from '../server/issues.ts';

/** The first line of a history. @category Histories */
export interface HistoryHeader {
  readonly history: number;
  readonly version?: string;
  readonly time: 'ms';
  readonly start?: unknown;
  readonly choices?: Partial<Choices>;
  readonly bounds?: Bounds;
  /** What a server goes on with from its own history. */
  readonly server?: unknown;
}

/** A line of a history that is not the first, in Jepsen's vocabulary. @category Histories */
export type HistoryEvent = {
  readonly index: number;
  /** Milliseconds. */
  readonly time: number;
} & (CallEvent | ({ readonly process: 'nemesis'; readonly type: 'info' } & OwnDoing));

/** What happens in a target that no client called for; as servers write it who know. @category Histories */
export type OwnDoing =
  | {
      readonly f: 'unasked';
      readonly value: { readonly account: string; readonly at: number; readonly event: unknown };
    }
  /** Time went on to there where it stands still otherwise. */
  | { readonly f: 'time' }
  /** Another account is put in the place of one; `names` has the ids that were picked, by those in `start`. */
  | {
      readonly f: 'put';
      readonly value: {
        readonly account: string;
        readonly start: unknown;
        readonly names?: Readonly<Record<string, string>>;
        readonly more?: unknown;
      };
    };

/** A call, or how it ended. @category Histories */
export type CallEvent = {
  readonly process: number;
  /** The operation. */
  readonly f: string;
} & (
  | { readonly type: 'invoke'; readonly value: Invocation }
  | { readonly type: 'ok'; readonly value: { readonly output: Readonly<Record<string, unknown>> } }
  | {
      readonly type: 'fail';
      readonly value: { readonly code: string; readonly status: number; readonly message?: string };
    }
  | { readonly type: 'info'; readonly value?: { readonly reason?: string } }
);

/** What a call asks for. */
export interface Invocation {
  readonly account?: string;
  readonly region: string;
  readonly caller: Caller | keyof typeof callers;
  readonly input: Call['input'];
}

/** The JSON Schema of a line of a history. @category Histories */
export const historySchema = JSON.parse(
  readFileSync(new URL('./history.schema.json', import.meta.url), 'utf8'),
) as { readonly $id: string };

const known = once(() => new Ajv2020().addSchema(historySchema));
const issueIn = (part: 'header' | 'event') => {
  const validator = once(() => known().compile({ $ref: `${historySchema.$id}#/$defs/${part}` }));
  return (line: unknown): string | undefined =>
    validator()(line) ? undefined : issueText(issuesOf(validator().errors));
};

/** What is wrong with a header; undefined if nothing is. */
export const headerIssue = issueIn('header');

/** What is wrong with an event; undefined if nothing is. */
export const eventIssue = issueIn('event');
