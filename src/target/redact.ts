/** What is put in the place of what must not be seen, by what it is. A UUID may end as an account would look. */
const rules: readonly { readonly pattern: RegExp; readonly by: string }[] = [
  {
    pattern: /(?<uuid>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})|(?<![\da-f.])\d{12}(?![\da-f])/gi,
    by: 'ACCOUNT',
  },
  { pattern: /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{12,}(?![A-Z0-9])/g, by: 'ACCESSKEY' },
  // Ids of users and roles hold the account, too.
  { pattern: /(?<![A-Z0-9])(A(?:IDA|ROA|GPA|NPA|IPA))[A-Z0-9]{12,}(?![A-Z0-9])/g, by: 'UNIQUEID' },
  { pattern: /(?<=Signature=)[\da-f]{64}/gi, by: 'SIGNATURE' },
  {
    pattern:
      /(?<=(?:secret_?access_?key|session_?token|security-token)["']?\s*[:=>]\s*["']?)[\w/+=-]{16,}/gi,
    by: 'SECRET',
  },
];

/** The same unique id gives the same word, so that a reader sees which are the same. */
const mark = (id: string): string =>
  [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffff, 7).toString(16);

/**
 * A text without account ids, also those in ARNs, access keys, unique ids, signatures and secrets. Never throws.
 *
 * @category Target
 */
export const redact = (text: string): string =>
  rules.reduce(
    (soFar, { pattern, by }) =>
      soFar.replace(pattern, (found) =>
        by === 'ACCOUNT' && found.includes('-')
          ? found
          : by === 'UNIQUEID'
            ? `${found.slice(0, 4)}-${mark(found)}`
            : by,
      ),
    text,
  );
