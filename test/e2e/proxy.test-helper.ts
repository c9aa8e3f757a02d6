import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names that the certificate of the stand-in covers. */
const names = [
  'keywright.example.com',
  '*.amazonaws.com',
  '*.us-east-1.amazonaws.com',
  '*.s3.us-east-1.amazonaws.com',
];

export interface ProxiedAws {
  readonly url: string;
  /** The private authority that signed the certificate of the stand-in. */
  readonly caFile: string;
  /** `host:port` of each tunnel that was asked for. */
  readonly tunnels: readonly string[];
  close(): Promise<void>;
}

/** Starts a proxy that counts tunnels. Each of them ends at one server, whatever host it was asked for. */
export async function proxyTo(url: string, answer: 'tunnel' | 407 = 'tunnel'): Promise<ProxiedAws> {
  const root = mkdtempSync(join(tmpdir(), 'keywright-proxy-'));
  const [keyFile, caFile] = [join(root, 'tls.key'), join(root, 'tls.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-keyout', keyFile, '-out', caFile, '-subj', '/CN=stand-in for AWS'],
      ...['-addext', `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`],
    ],
    { stdio: 'pipe' },
  );
  const plain = Number(new URL(url).port);
  const secure = createTlsServer({ key: readFileSync(keyFile), cert: readFileSync(caFile) }, (socket) => {
    const inner = connect(plain, '127.0.0.1');
    socket.on('error', () => inner.destroy());
    inner.on('error', () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  const port = await portOf(secure);
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    if (answer === 407) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const inner = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(inner).pipe(socket);
    });
    socket.on('error', () => inner.destroy());
    inner.on('error', () => socket.destroy());
  });
  // One of two halves may outlive the other, and a server waits for both.
  const sockets: Socket[] = [];
  for (const server of [secure, proxy]) server.on('connection', (socket: Socket) => sockets.push(socket));
  const here = await portOf(proxy);
  return {
    url: `http://127.0.0.1:${here}`,
    caFile,
    tunnels,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([secure, proxy].map((server) => new Promise((ended) => server.close(ended))));
      rmSync(root, { recursive: true });
    },
  };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((started) => void server.listen(0, '127.0.0.1', started));
  return (server.address() as AddressInfo).port;
}
