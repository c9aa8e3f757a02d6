import { compressed } from './answers/compress.ts';
import type { PageFile } from './parts.ts';

/** Answers a file of the page. The page has addresses of its own below `/`: they all get its first file. */
export function pageAnswer(request: Request, page: ReadonlyMap<string, PageFile>): Response {
  const path = new URL(request.url).pathname;
  const asset = path.startsWith('/assets/');
  const file = page.get(path) ?? (asset ? undefined : page.get('/index.html'));
  if (file === undefined)
    return new Response(asset ? 'not found\n' : notBuilt, { status: asset ? 404 : 503 });
  const { body, headers } = compressed(request, new Uint8Array(file.body));
  return new Response(body, {
    headers: {
      ...headers,
      'content-type': file.type,
      'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}

const notBuilt = 'The page is not built: run npm run build:page, and start the daemon again.\n';
