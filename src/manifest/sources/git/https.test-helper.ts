import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';

export interface GitServer {
  readonly port: number;
  /** The certificate that signs itself. */
  readonly caFile: string;
  readonly requests: { readonly path: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/** How a server answers instead of with the repository: a status, and where to it leads. */
export type Instead = (
  path: string,
  authorization: string | undefined,
) => readonly [number, string?] | undefined;

/** Serves the repositories below a directory as `git.example.test` by git http-backend, the program of Git. */
export async function serveGit(root: string, instead: Instead = () => undefined): Promise<GitServer> {
  const [keyFile, caFile] = [join(root, 'tls.key'), join(root, 'tls.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-keyout', keyFile, '-out', caFile, '-subj', '/CN=git.example.test'],
      ...['-addext', 'subjectAltName=DNS:git.example.test'],
    ],
    { stdio: 'pipe' },
  );
  const requests: GitServer['requests'] = [];
  const server = createServer(
    { key: readFileSync(keyFile), cert: readFileSync(caFile) },
    (request, response) => {
      const path = request.url ?? '/';
      const { authorization } = request.headers;
      requests.push({ path, authorization });
      const [status, location] = instead(path, authorization) ?? [];
      if (status === undefined) {
        backend(root, request, response);
        return;
      }
      response.writeHead(status, {
        ...(location === undefined ? {} : { location }),
        ...(status === 401 ? { 'www-authenticate': 'Basic realm="git"' } : {}),
      });
      response.end(`you sent ${authorization ?? 'nothing'}`);
    },
  );
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    caFile,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Serves the Common Gateway Interface (RFC 3875), as far as git http-backend needs it. */
function backend(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://git.example.test');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(child.stdin.on('error', () => undefined));
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.once('close', () => {
    const all = Buffer.concat(pieces);
    const end = all.indexOf('\r\n\r\n');
    const headers = all.subarray(0, end).toString('latin1').split('\r\n');
    const status = headers.find((line) => line.startsWith('Status: '));
    response.statusCode = Number(status?.slice(8, 11) ?? 200);
    for (const line of headers) {
      const at = line.indexOf(': ');
      if (at > 0 && !line.startsWith('Status')) response.setHeader(line.slice(0, at), line.slice(at + 2));
    }
    response.end(all.subarray(end + 4));
  });
}
