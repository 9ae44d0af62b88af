import { notWritable } from '../conformance/notRefused.ts';
import { notShown } from '../conformance/situations.ts';

/** Why no vector covers something; undefined where there is no reason. */
export function reasonNotCovered(item: string): string | undefined {
  const [kind, name = ''] = item.split(' ');
  if (kind === 'failures') return notWritable[name];
  return kind === 'requirements' ? notShown[name as keyof typeof notShown] : undefined;
}
