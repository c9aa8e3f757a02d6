import { untilText, type Instant } from '../model/instant.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { isWithin, join, segmentsOf, type Path } from '../model/path.ts';
import type { Ignore } from '../model/resource.ts';
import { fieldsAt } from './json-schema.ts';
import type { Positions, Report } from './manifest.ts';
import { didYouMean } from '../model/nearest.ts';

/** Whether a key works and a trail records is never quiet: who turns them off must be seen. */
const neverQuiet: Readonly<Record<string, readonly Path[]>> = {
  Key: ['/enabled'],
  ReplicaKey: ['/enabled'],
  Trail: ['/logging'],
};

/** Returns the entries of `metadata.ignore` that hold now. One that ended is a warning, a wrong one an error. */
export function ignoresOf(
  kind: AnyKind,
  entries: readonly Ignore[],
  now: Instant,
  at: Positions,
  report: Report,
): readonly Ignore[] {
  return entries.filter(({ path, until }, index) => {
    const here = join('/metadata/ignore', index);
    const tell = (severity: Diagnostic['severity'], field: 'path' | 'until', what: Told): void => {
      const place = join(here, field);
      report({ severity, ...what, path: place, span: at.spanOf(place) });
    };
    const [first = ''] = segmentsOf(path);
    const known = fieldsAt(kind.schema, '');
    if (!known.includes(first)) {
      const message = `${kind.kind} has no field ${JSON.stringify(first)} to ignore${didYouMean(first, known)}`;
      tell('error', 'path', { code: 'manifest.ignore', message, hint: `fields: ${known.join(', ')}` });
      return false;
    }
    if (neverQuiet[kind.kind]?.some((one) => isWithin(path, one) || isWithin(one, path)) === true) {
      const message = `${path} of a ${kind.kind} cannot be ignored`;
      const hint = 'remove the entry: a disabled key or a stopped trail must stay visible';
      tell('error', 'path', { code: 'manifest.ignore', message, hint });
      return false;
    }
    if (until === undefined || until > now) return true;
    const message = `this entry expired after ${untilText(until)}: ${path} is no longer ignored`;
    tell('warning', 'until', { code: 'manifest.ignore-ended', message });
    return false;
  });
}

type Told = Pick<Diagnostic, 'code' | 'message' | 'hint'>;
