import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { estate, idOf, listen, shown } from '../conformance.test-helper.ts';
import type { GitParts } from '../git.ts';
import { serveGit, type GitServer, type Instead } from './https.test-helper.ts';
import {
  createOrigin,
  describeWith,
  createWorld,
  namesOf,
  type Origin,
  type World,
} from './origin.test-helper.ts';
import type { GitSettings } from './settings.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const here = namesOf({ 'git.example.test': ['127.0.0.1'] });

interface Served {
  readonly made: Origin;
  readonly server: GitServer;
  /** A source of it. */
  open(settings?: Partial<GitSettings>, parts?: Partial<GitParts>): World;
}

async function served(instead?: Instead): Promise<Served> {
  const made = createOrigin();
  const server = await serveGit(made.root, instead);
  closing.push(server.close, made.close);
  return {
    made,
    server,
    open: (settings = {}, parts = {}) =>
      createWorld(
        made,
        {
          url: `https://git.example.test:${String(server.port)}/origin/.git`,
          caFile: server.caFile,
          allow: ['loopback'],
          ...settings,
        },
        { names: here, ...parts },
      ),
  };
}

/** Returns the codes of what a source gives first. */
async function firstOf({ start, clock }: World): Promise<readonly string[]> {
  const given = listen(start(), clock);
  const revision = await given.next();
  await given.stop();
  return shown(revision);
}

describeWith('git', 'openssl')('a repository over https', () => {
  it('is followed from commit to commit', async () => {
    const { made, open } = await served();
    made.commit(estate('one'));
    const { start, clock } = open();
    const given = listen(start(), clock);
    expect(shown(await given.next())).toEqual(['Key/one']);
    const second = made.commit(estate('two'));
    expect(idOf(await given.next())).toBe(second);
    await given.stop();
  });

  it('is shown a token from a file, which stands neither in a command nor in a message', async () => {
    const wanted = `Basic ${Buffer.from('x-access-token:s3cr3t-token').toString('base64')}`;
    const { made, server, open } = await served((_path, sent) => (sent === wanted ? undefined : [401]));
    made.commit(estate('one'));
    const tokenFile = join(made.root, 'token');
    writeFileSync(tokenFile, 's3cr3t-token\n');
    const world = open({ tokenFile });
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['Key/one']);
    expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(new Set([wanted]));
    for (const { args } of world.ran) expect(args.join(' ')).not.toMatch(/s3cr3t|Basic|czNj/u);
    // It is read at each fetch: a new one counts at once, and a wrong one is reported without showing it.
    writeFileSync(tokenFile, 'wrong-token\n');
    const denied = await given.next();
    expect(shown(denied)).toEqual(['unreachable', 'source.denied']);
    expect(JSON.stringify(denied)).not.toMatch(/wrong-token|Basic/u);
    await given.stop();
  });

  it.each([
    ['missing', undefined],
    ['empty', '\n'],
    ['of two lines', 'one\ntwo\n'],
  ])('is not asked with a token file that is %s', async (_why, text) => {
    const { made, server, open } = await served();
    made.commit(estate('one'));
    const tokenFile = join(made.root, 'token');
    if (text !== undefined) writeFileSync(tokenFile, text);
    expect(await firstOf(open({ tokenFile }))).toEqual(['unreachable', 'source.setting']);
    expect(server.requests).toEqual([]);
  });

  it.each(['http://169.254.169.254/latest/meta-data/', 'https://git.example.test/other', '/origin/.git/x'])(
    'is not followed to %s',
    async (location) => {
      const { made, server, open } = await served((path) =>
        path.startsWith('/origin/.git/info/refs') ? [302, location] : undefined,
      );
      made.commit(estate('one'));
      expect(await firstOf(open())).toEqual(['unreachable', 'source.redirect']);
      expect(server.requests.length).toBe(1);
    },
  );

  it('is refused with a certificate that nobody vouches for', async () => {
    const { made, open } = await served();
    made.commit(estate('one'));
    const other = await served();
    expect(await firstOf(open({ caFile: other.server.caFile }))).toEqual(['unreachable', 'source.denied']);
  });

  it('is asked at the addresses that were resolved, by the name of the host', async () => {
    const { made, open } = await served();
    made.commit(estate('one'));
    // git.example.test resolves nowhere but here.
    expect(await firstOf(open())).toEqual(['Key/one']);
  });

  it.each([
    ['this machine', ['127.0.0.1'], 'source.host'],
    ['this machine, in IPv6', ['::ffff:127.0.0.1'], 'source.host'],
    ['the metadata service', ['169.254.169.254'], 'source.host'],
    ['the metadata service, in IPv6', ['fd00:ec2::254'], 'source.host'],
    ['a public address and this machine', ['140.82.121.4', '127.0.0.1'], 'source.host'],
    ['a private network', ['10.0.0.1'], 'source.host'],
    ['nothing', [], 'source.unreachable'],
  ])('is not asked where its host is %s', async (_why, addresses, code) => {
    const { made, server, open } = await served();
    made.commit(estate('one'));
    const world = open({ allow: [] }, { names: namesOf({ 'git.example.test': addresses }) });
    expect(await firstOf(world)).toEqual(['unreachable', code]);
    expect(world.ran.filter(({ args }) => args.includes('fetch'))).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('never is the metadata service, whatever is allowed', async () => {
    const { open } = await served();
    const names = namesOf({ 'git.example.test': ['169.254.169.254'] });
    const allow = ['loopback', 'link-local', 'private', 'metadata'] as const;
    expect(await firstOf(open({ allow }, { names }))).toEqual(['unreachable', 'source.host']);
  });

  it('is gone and comes back', async () => {
    let isGone = false;
    const { made, open } = await served(() => (isGone ? [503] : undefined));
    made.commit(estate('one'));
    const { start, clock } = open();
    const given = listen(start(), clock);
    await given.next();
    isGone = true;
    expect(shown(await given.next())).toEqual(['unreachable', 'source.unreachable']);
    await given.quiet();
    isGone = false;
    expect(shown(await given.next())).toEqual(['Key/one']);
    await given.stop();
  });
});
