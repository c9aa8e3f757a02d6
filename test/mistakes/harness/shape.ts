import { kindOf } from '../../../src/model/address.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import { segmentsOf } from '../../../src/model/path.ts';
import type { Mistake } from './mistake.ts';

/** Maps whose keys people choose. */
const named: readonly string[] = [
  'tags',
  'labels',
  'annotations',
  'encryptionContextEquals',
  'encryptionContextSubset',
];

/**
 * Tells where a diagnostic is, without what is only a name or a count: `Key /policy/Statement/#/Action`. Where it has
 * no path, tells what its row is about.
 */
export function shapeOf({ address, path }: Diagnostic, { about }: Mistake): string {
  const kind = address === undefined ? '' : kindOf(address);
  if (path === undefined) return [kind, about ?? ''].filter((part) => part !== '').join(' ');
  const segments = segmentsOf(path);
  const shown = segments.map((segment, index) => {
    if (/^\d+$/u.test(segment)) return '#';
    const isName =
      named.includes(segments[index - 1] ?? '') || segments.slice(0, index).includes('Condition');
    return isName ? '*' : segment;
  });
  return `${kind} /${shown.join('/')}`.trim();
}
