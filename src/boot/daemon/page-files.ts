import type { Files } from '../../runtime/files.ts';
import type { PageFile } from '../../server/parts.ts';

/** More than any file of the page has. */
const most = 2 * 1024 * 1024;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  ico: 'image/x-icon',
  png: 'image/png',
};

/** Loads the built page from its directory, by the paths at which it is served. Keeps it in memory: it is small. */
export async function pageFiles(directory: string, files: Files): Promise<ReadonlyMap<string, PageFile>> {
  const found = new Map<string, PageFile>();
  for (const below of ['', '/assets']) {
    for (const { name, is } of (await files.list(`${directory}${below}`)) ?? []) {
      const type = types[name.slice(name.lastIndexOf('.') + 1)];
      if (is !== 'file' || type === undefined) continue;
      const body = await files.readBytes(`${directory}${below}/${name}`, most);
      if (body instanceof Uint8Array)
        found.set(`${below}/${name}`, { type, body, immutable: below === '/assets' });
    }
  }
  return found;
}
