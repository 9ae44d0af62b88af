import { conformHtml } from '../report/conformHtml.ts';
import { conformJunit } from '../report/conformJunit.ts';
import type { ConformRecord } from '../report/conformRecord.ts';
import { UsageError } from './exit.ts';
import { writable, write } from './options.ts';

/** The forms of a report that go to files, by their option. */
const forms = {
  json: (record: ConformRecord) => `${JSON.stringify(record, null, 2)}\n`,
  junit: conformJunit,
  html: conformHtml,
} as const satisfies Readonly<Record<string, (record: ConformRecord) => string>>;

type Form = keyof typeof forms;

/** Where reports are to go; `-` is standard output, in the place of the text. */
export type ReportFlags = { readonly [F in Form]?: string };

/** Reports that are to be written. */
export interface ReportFiles {
  /** Whether one of them takes the place of the text. */
  readonly onStdout: boolean;
  readonly write: (record: ConformRecord) => void;
}

/** Refuses files that cannot be written, before there is anything to write. */
export function reportFiles(flags: ReportFlags): ReportFiles {
  const wanted = (Object.keys(forms) as Form[]).flatMap((form) => {
    const file = flags[form];
    return file === undefined ? [] : [{ form, path: file === '-' ? undefined : writable(file) }];
  });
  const onStdout = wanted.filter(({ path }) => path === undefined);
  if (onStdout.length > 1)
    throw new UsageError('Only one report can go to standard output: name a file for the others.');
  return {
    onStdout: onStdout.length > 0,
    write(record) {
      for (const { form, path } of wanted) {
        const text = forms[form](record);
        if (path === undefined) process.stdout.write(text);
        else write(path, text);
      }
    },
  };
}
