/**
 * A place inside a tree, as a JSON Pointer (RFC 6901): `/spec/tags/cost-center`. Tag names hold dots
 * and slashes, so a dotted path would be ambiguous; `showPath` makes the readable form.
 */
export type Path = '' | `/${string}`;

export function pathOf(segments: readonly (string | number)[]): Path {
  return segments
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('') as Path;
}

export function segmentsOf(path: Path): readonly string[] {
  if (path === '') return [];
  return path
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function join(path: Path, ...segments: readonly (string | number)[]): Path {
  return `${path}${pathOf(segments)}` as Path;
}

/** Returns what a path is below `root`. */
export function pathBelow(root: Path, path: Path): Path {
  return pathOf(segmentsOf(path).slice(segmentsOf(root).length));
}

/** Returns true if `path` is `under` or lies below it. */
export function isWithin(path: Path, under: Path): boolean {
  return path === under || path.startsWith(`${under}/`);
}

/** Formats a path as people read it: `rotation.enabled`, `tags["a.b"]`, `statements[0]`. */
export function showPath(path: Path): string {
  return segmentsOf(path).reduce((shown, segment) => {
    if (/^\d+$/u.test(segment)) return `${shown}[${segment}]`;
    if (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(segment)) return shown === '' ? segment : `${shown}.${segment}`;
    return `${shown}[${JSON.stringify(segment)}]`;
  }, '');
}
