import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Lineage } from '../../model/revision.ts';
import {
  behavesAsSource,
  estate,
  idOf,
  keyManifest,
  listen,
  shown,
  type Place,
} from './conformance.test-helper.ts';
import { createOrigin, describeWith, createWorld, type Origin } from './git/origin.test-helper.ts';

const { signal: never } = new AbortController();
const opened: Origin[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** Shows a lineage and the commits that it tells. */
function shownOf(lineage: Lineage): readonly string[] {
  if (!('commits' in lineage)) return [lineage.is];
  return [lineage.is, ...(lineage.commits === 'untold' ? ['untold'] : lineage.commits.map(({ id }) => id))];
}

function origin(): Origin {
  const made = createOrigin();
  opened.push(made);
  return made;
}

describeWith('git')('a repository', () => {
  behavesAsSource(async (): Promise<Place> => {
    const made = origin();
    const away = `${made.repository}-away`;
    return {
      ...createWorld(made),
      put: async (files) => void made.commit(files),
      vanish: async () => {
        renameSync(made.repository, away);
      },
      comeBack: async () => {
        renameSync(away, made.repository);
      },
    };
  });

  it('gives the commit with each revision: who, what, when, after which', async () => {
    const made = origin();
    const first = made.commit(estate('one'));
    const second = made.commit(estate('two'), 'Add a key\n\nfor the second team');
    const given = listen(createWorld(made).start(), createWorld(made).clock);
    expect(await given.next()).toMatchObject({
      is: 'stack',
      id: second,
      commit: {
        id: second,
        parents: [first],
        subject: 'Add a key',
        author: { name: 'Ada', email: 'ada@example.com' },
        committer: { name: 'Carl', email: 'carl@example.com' },
        at: 1000 * Number(made.git('show', '--no-patch', '--format=%ct', 'HEAD')),
      },
    });
    await given.stop();
  });

  it('cleans what a commit says: one line, 200 characters, nothing that a terminal obeys', async () => {
    const made = origin();
    made.git('config', 'user.useConfigOnly', 'false');
    made.commit(estate('one'), `\u001b[2J\u202Eevil ${'x'.repeat(500)}\nsecond line`);
    made.git('commit', '--amend', '--quiet', '--no-edit', '--author=Ev\u001b]0;il\u0007\u200B <e\u202E@x>');
    const world = createWorld(made);
    const given = listen(world.start(), world.clock);
    const { commit } = (await given.next()) as { commit: { subject: string; author: unknown } };
    expect(commit.subject).toBe(`[2Jevil ${'x'.repeat(191)}…`);
    expect(commit.author).toEqual({ name: 'Ev ]0;il', email: 'e@x' });
    await given.stop();
  });

  it('follows a branch, and tells each commit between two revisions, those of a merge too', async () => {
    const made = origin();
    const accepted = made.commit(estate('one'));
    made.git('checkout', '--quiet', '-b', 'side');
    const side = made.commit(estate('one', 'side'));
    made.git('checkout', '--quiet', 'main');
    const own = made.commit({ ...estate('one'), 'README.md': 'x' });
    made.git('merge', '--quiet', '--no-edit', 'side');
    const merge = made.git('rev-parse', 'HEAD');
    const world = createWorld(made);
    const source = world.start();
    const given = listen(source, world.clock);
    expect(idOf(await given.next())).toBe(merge);
    const lineage = await source.lineage(accepted, merge, never);
    if (lineage.is !== 'descends') throw new Error(lineage.is);
    const ids = lineage.commits.map(({ id }) => id);
    expect(ids[0]).toBe(merge);
    expect(new Set(ids)).toEqual(new Set([merge, side, own]));
    expect(lineage.commits[0]?.parents).toEqual([own, side]);
    await given.stop();
  });

  it('tells a force-push, and still reads what was given before it', async () => {
    const made = origin();
    const base = made.commit(estate('one'));
    const world = createWorld(made);
    const source = world.start();
    const given = listen(source, world.clock);
    await given.next();
    const accepted = made.commit(estate('one', 'two'));
    expect(idOf(await given.next())).toBe(accepted);
    made.git('reset', '--quiet', '--hard', base);
    const rewritten = made.commit(estate('one', 'three'));
    expect(idOf(await given.next())).toBe(rewritten);
    expect(shownOf(await source.lineage(accepted, rewritten, never))).toEqual(['rewound', rewritten]);
    made.git('reset', '--quiet', '--hard', base);
    expect(idOf(await given.next())).toBe(base);
    expect(await source.lineage(accepted, base, never)).toEqual({ is: 'precedes' });
    made.git('reflog', 'expire', '--expire=now', '--all');
    made.git('gc', '--quiet', '--prune=now');
    expect(shown(await source.read(accepted, never))).toEqual(['Key/one', 'Key/two']);
    expect(shownOf(await source.lineage('f'.repeat(40), rewritten, never))).toEqual([
      'unknown',
      rewritten,
      base,
    ]);
    expect(await source.lineage(base, 'f'.repeat(40), never)).toMatchObject({
      is: 'unknown',
      commits: 'untold',
    });
    await given.stop();
  });

  it('reads the commit that it fetched, whatever is committed meanwhile', async () => {
    const made = origin();
    const first = made.commit(estate('one'));
    let raced = '';
    const world = createWorld(
      made,
      {},
      {
        before({ args }) {
          if (args.includes('ls-tree') && raced === '') raced = made.commit(estate('two'));
        },
      },
    );
    const given = listen(world.start(), world.clock);
    const revision = await given.next();
    expect(idOf(revision)).toBe(first);
    expect(shown(revision)).toEqual(['Key/one']);
    expect(idOf(await given.next())).toBe(raced);
    await given.stop();
  });

  it.each(['v1', 'annotated'])('follows the tag %s, also when it moves', async (tag) => {
    const made = origin();
    const first = made.commit(estate('one'));
    const options = tag === 'annotated' ? ['--annotate', '--message=release'] : [];
    made.git('tag', ...options, tag);
    const second = made.commit(estate('two'));
    const world = createWorld(made, { ref: `refs/tags/${tag}` });
    const given = listen(world.start(), world.clock);
    expect(idOf(await given.next())).toBe(first);
    made.git('tag', '--force', ...options, tag);
    expect(idOf(await given.next())).toBe(second);
    await given.stop();
  });

  it('never takes a tag for a branch of the same name', async () => {
    const made = origin();
    made.commit(estate('one'));
    made.git('tag', 'main');
    const second = made.commit(estate('two'));
    const world = createWorld(made);
    const given = listen(world.start(), world.clock);
    expect(idOf(await given.next())).toBe(second);
    made.git('checkout', '--quiet', '--detach');
    made.git('branch', '--quiet', '-D', 'main');
    expect(shown(await given.next())).toEqual(['unreachable', 'source.no-ref']);
    await given.stop();
  });

  it('reports that a tag of another object is not a commit', async () => {
    const made = origin();
    made.commit(estate('one'));
    made.git('tag', 'blob', 'HEAD:stack.yaml');
    const world = createWorld(made, { ref: 'refs/tags/blob' });
    const given = listen(world.start(), world.clock);
    expect(shown(await given.next())).toEqual(['unreachable', 'source.no-ref']);
    await given.stop();
  });

  it('reads a directory of the repository, and nothing beside it', async () => {
    const made = origin();
    const inside = Object.entries(estate('one')).map(([path, text]): readonly [string, string] => [
      `clusters/eu/${path}`,
      text,
    ]);
    made.commit({ ...Object.fromEntries(inside), 'clusters/us/broken.yaml': ': :' });
    const world = createWorld(made, { path: './clusters//eu/' });
    const source = world.start();
    const given = listen(source, world.clock);
    expect(shown(await given.next())).toEqual(['Key/one']);
    made.commit({
      'clusters/eu/stack.yaml/x.yaml': 'a: 1',
      'clusters/eu/k.yaml': `${keyManifest('k')}  x: [`,
    });
    expect(await given.next()).toMatchObject({
      is: 'refused',
      diagnostics: expect.arrayContaining([
        expect.objectContaining({ span: expect.objectContaining({ file: 'clusters/eu/k.yaml' }) }),
      ]),
    });
    for (const [files, message] of [
      [{ 'clusters/us/x.yaml': '' }, 'there is no such directory in this commit'],
      [{ 'clusters/eu': 'a file' }, 'this is not a directory in this commit'],
      [{ 'clusters/eu/README.md': '' }, 'this directory contains no manifests (*.yaml, *.yml, *.json)'],
    ] as const) {
      made.commit(files);
      expect(await given.next()).toMatchObject({
        is: 'refused',
        diagnostics: [{ message, span: { file: 'clusters/eu' } }],
      });
    }
    await given.stop();
  });

  it('reads an earlier commit by the beginning of its name', async () => {
    const made = origin();
    const first = made.commit(estate('one'));
    made.commit(estate('two'));
    const world = createWorld(made);
    const source = world.start();
    const given = listen(source, world.clock);
    await given.next();
    expect(idOf(await source.read(first.slice(0, 10), never))).toBe(first);
    await given.stop();
  });

  it('is polled at most once in 10 seconds, however often a change is reported', async () => {
    const made = origin();
    made.commit(estate('one'));
    const world = createWorld(made);
    const source = world.start();
    const given = listen(source, world.clock);
    await given.next();
    const quiet = given.next();
    const began = world.clock.now();
    for (let n = 0; n < 60; n += 1) {
      source.poll();
      await world.clock.sleep(500);
    }
    const fetches = world.ran.filter(({ args }) => args.includes('fetch')).length;
    expect(world.clock.now() - began).toBe(30_000);
    expect(fetches).toBeLessThanOrEqual(1 + 3);
    expect(fetches).toBeGreaterThanOrEqual(3);
    made.commit(estate('two'));
    await quiet;
    await given.stop();
  });

  it('reports that there is no room for its copy, and creates it once there is', async () => {
    const made = origin();
    made.commit(estate('one'));
    const world = createWorld(made);
    writeFileSync(world.directory, 'in the way');
    const source = world.start();
    const given = listen(source, world.clock);
    expect(shown(await given.next())).toEqual(['unreachable', 'source.unreachable']);
    expect(shown(await source.read('f'.repeat(40), never))).toEqual(['unreachable', 'source.not-kept']);
    rmSync(world.directory);
    expect(shown(await given.next())).toEqual(['Key/one']);
    await given.stop();
  });

  it('continues from the files of a killed process', async () => {
    const made = origin();
    made.commit(estate('one'));
    const world = createWorld(made);
    const given = listen(world.start(), world.clock);
    const first = await given.next();
    await given.stop();
    const copy = join(world.directory, 'repository');
    for (const left of [
      ...['config.lock', 'packed-refs.lock', 'HEAD.lock', 'gc.pid', 'refs/keywright/fetched.lock'],
      ...['refs/keywright/kept/000000001-x.lock', 'objects/pack/tmp_pack_x'],
    ])
      mkdirSync(join(copy, left), { recursive: true });
    made.commit(estate('two'));
    const again = world.start();
    const listening = listen(again, world.clock);
    expect(shown(await listening.next())).toEqual(['Key/two']);
    expect(await again.read(idOf(first), never)).toMatchObject({ is: 'stack' });
    await listening.stop();
  });
});
