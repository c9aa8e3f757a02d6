import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { realLocalHttp, type Listening, type LocalHandler, type LocalLimits } from './local-http.ts';

const limits: LocalLimits = { mostBytes: 1000, patience: 300, connections: 4 };
const echo: LocalHandler = ({ method, path, authorization, body }) =>
  Promise.resolve({ status: 200, body: JSON.stringify({ method, path, authorization, body }) });
const http = realLocalHttp();
const open: Listening[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) if (one.is === 'listening') await one.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Creates a directory of mode 0700, with a short name. */
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kw-'));
  folders.push(made);
  return made;
}

async function listening(
  path: string,
  handler = echo,
  changed: Partial<LocalLimits> = {},
): Promise<Listening> {
  const answer = await http.listen(path, handler, { ...limits, ...changed });
  open.push(answer);
  return answer;
}

function asked(path: string, body = ''): ReturnType<typeof http.ask> {
  return http.ask(
    path,
    { method: 'POST', path: '/v1/x', authorization: 'Bearer t', body },
    { mostBytes: 10_000 },
    new AbortController().signal,
  );
}

/** Makes the socket of a killed process: nothing listens on it. */
async function deadSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(`${path}.x`, resolve));
  const { linkSync } = await import('node:fs');
  linkSync(`${path}.x`, path);
  await new Promise((resolve) => server.close(resolve));
}

it('answers over a socket that only its user can open', async () => {
  const path = join(folder(), 'control/control.sock');
  expect((await listening(path)).is).toBe('listening');

  expect(await asked(path, '{"a":1}')).toEqual({
    is: 'answer',
    status: 200,
    body: '{"method":"POST","path":"/v1/x","authorization":"Bearer t","body":"{\\"a\\":1}"}',
  });
  expect((lstatSync(path).mode & 0o777).toString(8)).toBe('600');
  expect((lstatSync(join(path, '..')).mode & 0o777).toString(8)).toBe('700');
});

describe('the place', () => {
  it('replaces the socket of an ended process', async () => {
    const path = join(folder(), 's');
    await deadSocket(path);
    expect((await asked(path)).is).toBe('absent');
    expect((await listening(path)).is).toBe('listening');
    expect((await asked(path)).is).toBe('answer');
  });

  it('leaves the socket of a running process alone', async () => {
    const path = join(folder(), 's');
    await listening(path);
    expect(await listening(path)).toMatchObject({ is: 'refused', because: 'in-use' });
    expect((await asked(path)).is).toBe('answer');
  });

  it('goes to one of several that start together', async () => {
    const path = join(folder(), 's');
    await deadSocket(path);
    const answers = await Promise.all([0, 1, 2, 3].map(() => listening(path)));
    expect(answers.filter(({ is }) => is === 'listening')).toHaveLength(1);
    expect((await asked(path)).is).toBe('answer');
  });

  it('is empty after the end, and only if it still is its own', async () => {
    const path = join(folder(), 's');
    const first = await listening(path);
    if (first.is === 'listening') await first.close();
    expect(existsSync(path)).toBe(false);
    expect((await asked(path)).is).toBe('absent');
  });

  it.each([
    { why: 'a file', put: (path: string) => writeFileSync(path, 'x'), says: /is not a socket/u },
    {
      why: 'a symbolic link to a socket',
      put: (path: string) => symlinkSync('/elsewhere/control.sock', path),
      says: /is not a socket/u,
    },
  ])('is refused, and leaves it, when the place has $why', async ({ put, says }) => {
    const path = join(folder(), 's');
    put(path);
    expect(await listening(path)).toMatchObject({
      is: 'refused',
      because: 'unsafe',
      message: expect.stringMatching(says) as string,
    });
    expect(await asked(path)).toMatchObject({ is: 'refused', because: 'unsafe' });
    expect(lstatSync(path).isSocket()).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('is closed to a user who may not enter its directory', async () => {
    const directory = join(folder(), 'closed');
    mkdirSync(directory);
    chmodSync(directory, 0o000);
    expect(await asked(join(directory, 's'))).toMatchObject({ is: 'refused', because: 'closed' });
  });

  it('is refused where others may enter its directory', async () => {
    const directory = join(folder(), 'open');
    mkdirSync(directory);
    chmodSync(directory, 0o755);
    expect(await listening(join(directory, 's'))).toMatchObject({
      because: 'unsafe',
      message: expect.stringMatching(/is accessible to others.* 755, not 700/u) as string,
    });
  });

  it('is refused where its directory is a symbolic link', async () => {
    const directory = folder();
    mkdirSync(join(directory, 'real'), { mode: 0o700 });
    symlinkSync(join(directory, 'real'), join(directory, 'link'));
    expect(await listening(join(directory, 'link/s'))).toMatchObject({
      because: 'unsafe',
      message: expect.stringMatching(/symbolic link/u) as string,
    });
  });

  it('is refused where its path is too long for a socket', async () => {
    expect(await listening(join(folder(), 'x'.repeat(100), 's'))).toMatchObject({ because: 'unsafe' });
  });
});

describe('bounds', () => {
  it('refuses a request that is too large, without reading it', async () => {
    let calls = 0;
    const path = join(folder(), 's');
    await listening(path, (request, signal) => {
      calls += 1;
      return echo(request, signal);
    });
    const answer = await asked(path, 'x'.repeat(100_000));
    expect(answer.is === 'silent' || (answer.is === 'answer' && answer.status === 413)).toBe(true);
    expect(calls).toBe(0);
  });

  it('drops a client that does not send its request', async () => {
    const path = join(folder(), 's');
    await listening(path);
    const socket = createConnection({ path });
    socket.write('POST /v1/x HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf');
    await new Promise((resolve) => {
      socket.on('error', () => undefined);
      socket.on('close', resolve);
      socket.resume();
    });
    expect((await asked(path)).is).toBe('answer');
  });

  it('tells the work that its client went away', async () => {
    const path = join(folder(), 's');
    let told: (value: string) => void;
    const gone = new Promise<string>((resolve) => (told = resolve));
    const started = Promise.withResolvers<undefined>();
    await listening(path, (_request, signal) => {
      signal.addEventListener('abort', () => told('gone'));
      started.resolve(undefined);
      return new Promise(() => undefined);
    });
    const client = new AbortController();
    const answer = http.ask(path, { method: 'POST', path: '/', body: '' }, { mostBytes: 10 }, client.signal);
    await started.promise;
    client.abort();
    expect((await answer).is).toBe('silent');
    expect(await gone).toBe('gone');
  });

  it('says that the answer did not come where the work breaks', async () => {
    const path = join(folder(), 's');
    await listening(path, () => Promise.reject(new Error('broken')));
    expect(await asked(path)).toEqual({ is: 'answer', status: 500, body: '' });
  });
});
