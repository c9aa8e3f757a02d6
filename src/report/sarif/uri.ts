/**
 * Tells where a file is: below `root` by a relative URI, which GitHub reads from the root of the repository. Uses an
 * absolute URI elsewhere. Takes `file` as it was named, and `root` as an absolute path.
 */
export function artifactOf(
  file: string,
  root: string,
): { readonly uri: string; readonly uriBaseId?: 'SRCROOT' } {
  const path = normal(file.startsWith('/') ? file : `${root}/${file}`);
  const base = normal(root);
  const inside = base === '/' ? path.slice(1) : path.slice(base.length + 1);
  return path.startsWith(base === '/' ? base : `${base}/`)
    ? { uri: escaped(inside), uriBaseId: 'SRCROOT' }
    : { uri: `file://${escaped(path)}` };
}

/** Resolves `..` in a path, and drops `.` and doubled slashes. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Escapes a path for a URI. Replaces a lone surrogate: it is no character, and no URI can hold it. */
function escaped(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
