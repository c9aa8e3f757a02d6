import { request } from 'node:http';
import { routes } from '../../src/server/routes/table.ts';
import type { Checks } from '../processes/checks.ts';
import { tokenOf } from './callers.ts';

/** Longer than any answer may be (docs/api.md). */
const mostOfAnswer = 32 * 1024 * 1024;

/** Tries by hand what a document does not say: writes of nobody, ways out of the folder of the page, long requests. */
export async function probe(origin: string, check: Checks['check']): Promise<void> {
  const api = `${origin}/api/v1`;
  const authorization = `Bearer ${tokenOf('operator')}`;
  const json = { 'content-type': 'application/json' };

  for (const { method, path } of routes.filter((one) => one.method === 'POST')) {
    const url = `${api}${path.replaceAll(/\{\w+\}/gu, '0'.repeat(12))}`;
    const { status } = await fetch(url, { method, headers: json, body: '{}' });
    check(`POST ${path} without a token is refused`, status === 401);
  }

  for (const path of ways) {
    const { status, body } = await raw(origin, path);
    const isHarmless = !/root:|"name": ?"keywright"|private key/iu.test(body);
    // Where the page was not built, 503 says so.
    check(`GET ${path} leads nowhere`, (status < 500 || status === 503) && isHarmless);
  }

  const long = JSON.stringify({ why: 'x'.repeat(300_000), forMs: 60_000 });
  const refused = await fetch(`${api}/pause`, {
    method: 'POST',
    headers: { ...json, authorization },
    body: long,
  });
  check('a body over 256 KiB is refused', refused.status === 413);
  const address = await raw(origin, `/api/v1/resources?q=${'x'.repeat(9000)}`, { authorization });
  check('an address over 8 KiB is refused', address.status === 414);

  for (const { path } of routes.filter((one) => one.method === 'GET' && !one.path.includes('{'))) {
    const { status, body } = await raw(origin, `/api/v1${path}`, { authorization });
    check(`GET ${path} answers within the limit`, status < 500 && Buffer.byteLength(body) <= mostOfAnswer);
  }
}

/** Ways out of a folder of files, as they were tried on other servers. */
const ways = [
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5cpackage.json',
  '/assets/../../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
  '/assets/%252e%252e%252fpackage.json',
  '/assets/....//....//package.json',
  '/assets/%00/../package.json',
  '//etc/passwd',
  '/api/v1/plans/..%2f..%2fpackage.json',
] as const;

/** Sends a path as it stands, on a connection of its own: fetch would take the dots out of it. */
async function raw(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: string }> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, body });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
