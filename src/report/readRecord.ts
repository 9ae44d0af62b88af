import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { issuesOf, issueText } from '../server/issues.ts';
import { messageOf, TargetError } from '../target/errors.ts';
import { isRecord } from '../wire/values.ts';
import { type ConformRecord, conformFormatVersion } from './conformRecord.ts';

const schemaOf = (): object =>
  JSON.parse(readFileSync(new URL('./conform.schema.json', import.meta.url), 'utf8')) as object;

/**
 * Reads a record that `conform --json` wrote.
 *
 * @throws TargetError if the file cannot be read, is no such record, or is one of another version.
 */
export function readRecord(file: string): ConformRecord {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TargetError('usage', `${file} cannot be read as JSON: ${messageOf(error)}.`);
  }
  if (!isRecord(value) || value.format !== 'agentcore-slr/conform')
    throw new TargetError('usage', `${file} is no report of conform: write one with --json.`);
  if (value.formatVersion !== conformFormatVersion)
    throw new TargetError(
      'usage',
      `${file} is a report of format ${String(value.formatVersion)}, and this version reads ${conformFormatVersion}: make it again.`,
    );
  const validate = new Ajv2020({ strict: false }).compile<ConformRecord>(schemaOf());
  if (validate(value)) return value;
  throw new TargetError(
    'usage',
    `${file} is no report of conform: ${issueText(issuesOf(validate.errors))}.`,
  );
}
