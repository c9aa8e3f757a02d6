import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { operations } from '../../src/daemon/control/operations.ts';
import { isList, isMap, type Tree } from '../../src/model/tree.ts';
import { realWebClient } from '../../src/runtime/web-client.ts';
import { tokenText } from '../../src/server/access/gatekeeper.test-helper.ts';
import { behind, raw } from '../../src/simulator/behind.ts';
import { openPolicy, stackText } from '../../src/simulator/estate.ts';
import { createDesk, type Desk, type Ended } from './desk.test-helper.ts';
import { planningDaemon } from './planning-daemon.test-helper.ts';

// Whatever answers in place of a daemon: a person reads what is wrong and where, and their terminal obeys none of it.

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function answering(respond: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      respond(response);
    });
  });
  servers.push(server);
  await new Promise<void>((started) => void server.listen(0, '127.0.0.1', started));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const declared = stackText({ keys: 3, version: 1 });

function desk(): Desk {
  return createDesk({
    files: { 'estate.yaml': declared, 'ci.token': tokenText('ann') },
    web: realWebClient(),
    // On a clock that jumps, every answer of a socket is late.
    clock: { now: () => 0, monotonic: () => 0, sleep: () => new Promise(() => undefined) },
  });
}

function plan(url: string, ...words: readonly string[]): Promise<Ended> {
  return desk().run('plan', 'estate.yaml', '--server', url, '--token-file', 'ci.token', ...words);
}

/** Finds what a terminal obeys, or hides. */
function obeyed(text: string): readonly string[] {
  return text.match(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu) ?? [];
}

const escape = '\u001B[2J\u001B]0;title\u0007\u202E\u0085\rx\n\u001B[31m';

function json(status: number, value: unknown): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
}

describe('plan --server', () => {
  it.each<{ what: string; respond: (response: ServerResponse) => void; says: string }>([
    {
      what: 'a web page',
      respond: (response) => void response.writeHead(200).end('<!doctype html><h1>Sign in</h1>'),
      says: 'responded with a web page, as a proxy or a sign-in does',
    },
    {
      what: 'a web page as an error',
      respond: (response) => void response.writeHead(502).end('<html>'),
      says: 'responded with status 502',
    },
    {
      what: 'no JSON',
      respond: (response) => void response.writeHead(200).end(escape),
      says: 'responded with no JSON',
    },
    { what: 'nothing', respond: (response) => void response.writeHead(200).end(), says: 'with nothing' },
    { what: 'another schema', respond: json(200, { exitCode: 0 }), says: 'cannot be parsed' },
    { what: 'deep JSON', respond: json(200, '['.repeat(9)), says: 'cannot be parsed' },
    {
      what: 'a response that is cut off',
      respond: (response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{"exitCode":');
        setImmediate(() => response.destroy());
      },
      says: 'is cut off: the connection was reset',
    },
    {
      what: 'a giant',
      respond: (response) => void response.writeHead(200).end(Buffer.alloc(33 * 1024 * 1024, ' ')),
      says: 'is longer than 32 MiB',
    },
    {
      what: 'a redirect',
      respond: (response) =>
        void response.writeHead(302, { location: `https://elsewhere.example/x?token=secret` }).end(),
      says: 'responded with status 302, which leads to https://elsewhere.example/x;',
    },
    {
      what: 'no HTTP',
      respond: (response) => {
        response.socket?.end('SSH-2.0-OpenSSH_10.0\r\n');
      },
      says: 'the server does not speak HTTP',
    },
    {
      what: 'a refusal that a terminal obeys',
      respond: json(403, { code: 'control.forbidden', detail: `no ${escape}`, hint: escape }),
      says: 'control.forbidden',
    },
    {
      what: 'a refusal that never ends',
      respond: json(403, { code: 'control.forbidden', detail: 'x'.repeat(1_000_000) }),
      says: 'control.forbidden',
    },
    {
      what: 'a refusal with an unknown code',
      respond: json(403, { code: '__proto__', detail: 'x' }),
      says: 'responded with status 403, which is not a response of a daemon',
    },
  ])('says where and what when it gets $what', async ({ respond, says }) => {
    const url = await answering(respond);
    for (const format of ['human', 'markdown', 'json', 'sarif']) {
      const { out, err, exit } = await plan(url, '-o', format);
      expect(exit).toBe(1);
      expect((out + err).replaceAll(/\s+/gu, ' ')).toContain(says);
      expect(obeyed(out + err)).toEqual([]);
      expect(out + err).not.toMatch(/secret|^ +at /mu);
      expect((out + err).length).toBeLessThan(10_000);
    }
  });

  it('prints nothing that a terminal obeys of a plan in which every text does', async () => {
    const daemon = await planningDaemon({
      committed: stackText({ keys: 3, version: 0 }),
      drift: (world) => {
        behind(world, 'PutKeyPolicy', 'alias/app-0', { Policy: openPolicy });
        behind(world, 'ScheduleKeyDeletion', 'alias/app-1', { PendingWindowInDays: 30 });
        raw(world, 'kms', 'DeleteAlias', { AliasName: 'alias/app-2' });
      },
    });
    const files = [{ path: 'estate.yaml', text: declared.replace(/policy: .*/u, `policy: ${openPolicy}`) }];
    const response = await daemon.web.post({
      url: new URL(`${daemon.url}/api/v1/plans`),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenText('ann')}` },
      body: JSON.stringify({ files }),
      mostBytes: 1e7,
      signal: new AbortController().signal,
    });
    await daemon.close();
    if (response.is !== 'answer') throw new Error(response.message);
    const { answer } = operations.speculate;
    const poisoned = poison(JSON.parse(response.body) as Tree, (one) => answer.safeParse(one).success);
    expect(JSON.stringify(poisoned).split('title').length).toBeGreaterThan(100);
    const url = await answering(json(200, poisoned));
    for (const words of [['-o', 'human'], ['--calls', 'full'], ['--summary'], ...formats]) {
      const { out, err, exit } = await plan(url, ...words);
      expect(exit).toBe(2);
      expect(out).not.toBe('');
      expect(obeyed(out + err)).toEqual([]);
    }
  });

  it.each([
    { given: 'https://kw.example/api/v1', says: 'pass --server https://kw.example' },
    { given: 'https://kw.example/base/api/v1/plans/', says: 'pass --server https://kw.example/base' },
    { given: 'https://kw.example/?a=secret', says: 'pass --server https://kw.example' },
    { given: 'http://127.0.0.1:9810/#token=secret', says: 'pass --server http://127.0.0.1:9810' },
    { given: 'https://ann:secret@kw.example', says: '--token-file' },
    { given: 'kw.example//ann:secret@', says: 'needs a URL with https://' },
    { given: 'localhost:9810', says: 'needs a URL with https://' },
    { given: 'http://kw.example', says: 'not encrypted' },
  ])('helps with the URL $given', async ({ given, says }) => {
    const { err, exit } = await plan(given);
    expect(exit).toBe(1);
    expect(err.replaceAll(/\s+/gu, ' ')).toContain(says);
    expect(err).not.toContain('secret');
  });

  it.each(['', '/', '/base', '/base/'])('asks below the path %j of a reverse proxy', async (path) => {
    const asked: string[] = [];
    const url = await answering((response) => {
      asked.push(response.req.url ?? '');
      json(404, { code: 'api.route', detail: 'there is no route', hint: 'x' })(response);
    });
    const { err } = await plan(`${url}${path}`);
    const base = path.replace(/\/$/u, '');
    expect(asked).toEqual([`${base}/api/v1/plans`]);
    if (base !== '') expect(err).toContain(`--server ${url}`);
  });
});

const formats = [
  ['-o', 'markdown'],
  ['-o', 'json'],
  ['-o', 'sarif'],
];

/** Puts what a terminal obeys behind every text of an answer, and into every name, that its schema leaves free. */
function poison(whole: Tree, isValid: (changed: Tree) => boolean): Tree {
  let now = whole;
  const attempt = (changed: Tree): void => {
    if (isValid(changed)) now = changed;
  };
  for (const path of textsIn(whole))
    attempt(changedAt(now, path, (text) => (typeof text === 'string' ? text + escape : text)));
  return now;
}

function textsIn(
  tree: Tree,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof tree === 'string') return [path];
  if (isList(tree)) return tree.flatMap((one, at) => textsIn(one, [...path, at]));
  if (!isMap(tree)) return [];
  return Object.entries(tree).flatMap(([name, value]) => textsIn(value, [...path, name]));
}

function changedAt(
  tree: Tree,
  [first, ...rest]: readonly (string | number)[],
  to: (text: Tree) => Tree,
): Tree {
  if (first === undefined) return to(tree);
  if (isList(tree)) return tree.map((one, at) => (at === first ? changedAt(one, rest, to) : one));
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [name, name === first ? changedAt(value, rest, to) : value]),
  );
}
