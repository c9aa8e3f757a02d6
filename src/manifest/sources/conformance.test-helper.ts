import { expect, it } from 'vitest';
import type { Clock } from '../../model/clock.ts';
import { minute } from '../../model/instant.ts';
import type { Revision, Source } from '../../model/revision.ts';

/** A place that a source reads, which a test changes. */
export interface Place {
  readonly clock: Clock;
  /** A source of this place; a second one is the same process started again. */
  start(): Source;
  /** Makes these the only files, at once. */
  put(files: Readonly<Record<string, string>>): Promise<void>;
  /** Makes the place impossible to reach, until it is back. */
  vanish(): Promise<void>;
  comeBack(): Promise<void>;
}

export const stackManifest = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: estate }
spec:
  uid: 7f3a9c21
  accounts: [{ id: '111122223333', regions: [eu-central-1] }]
  keyAdministrators: [arn:aws:iam::111122223333:role/admin]
`;

/** Writes the manifest of a key named so. */
export function keyManifest(name: string): string {
  return `apiVersion: keywright.dev/v1\nkind: Key\nmetadata: { name: ${name} }\nspec: { description: ${name} }\n`;
}

/** Builds the files of an estate with these keys. */
export function estate(...keys: readonly string[]): Readonly<Record<string, string>> {
  return {
    'stack.yaml': stackManifest,
    ...Object.fromEntries(keys.map((key) => [`keys/${key}.yaml`, keyManifest(key)])),
  };
}

/** What a source gives, one after the other. */
export interface Given {
  next(): Promise<Revision>;
  /** Expects that it gives nothing for ten minutes. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

export function listen(source: Source, clock: Clock): Given {
  const stop = new AbortController();
  const all = source.revisions(stop.signal)[Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<Revision, unknown>> | undefined;
  return {
    async next() {
      const result = await (pending ?? all.next());
      pending = undefined;
      if (result.done === true) throw new Error('the source ended');
      return result.value;
    },
    async quiet() {
      pending ??= all.next();
      const first = await Promise.race([pending, clock.sleep(10 * minute)]);
      expect(first).toBeUndefined();
    },
    async stop() {
      stop.abort();
      expect((await (pending ?? all.next())).done).toBe(true);
    },
  };
}

/** Lists the addresses of a revision, or the codes of what is wrong with it. */
export function shown(revision: Revision): readonly string[] {
  return revision.is === 'stack'
    ? [...revision.stack.resources.keys()]
    : [revision.is, ...new Set(revision.diagnostics.map(({ code }) => code))];
}

export function idOf(revision: Revision): string {
  if (revision.is === 'unreachable') throw new Error(`unreachable: ${JSON.stringify(revision.diagnostics)}`);
  return revision.id;
}

const { signal: never } = new AbortController();

/** Tests what every source must do. */
export function behavesAsSource(makePlace: () => Promise<Place>): void {
  it('gives what is declared now, then each change once', async () => {
    const place = await makePlace();
    await place.put(estate('one'));
    const given = listen(place.start(), place.clock);
    expect(shown(await given.next())).toEqual(['Key/one']);
    await given.quiet();
    await place.put(estate('one', 'two'));
    expect(shown(await given.next())).toEqual(['Key/one', 'Key/two']);
    await given.quiet();
    await given.stop();
  });

  it('refuses a set that does not validate, with file and line, and gives the next good one', async () => {
    const place = await makePlace();
    await place.put(estate('one'));
    const given = listen(place.start(), place.clock);
    await given.next();
    await place.put({ ...estate('one'), 'keys/two.yaml': `${keyManifest('two')}  colour: red\n` });
    const refused = await given.next();
    expect(refused).toMatchObject({
      is: 'refused',
      diagnostics: [{ code: 'manifest.syntax', span: { file: expect.stringMatching(/keys\/two\.yaml$/u) } }],
    });
    await given.quiet();
    await place.put(estate('one', 'two'));
    expect(shown(await given.next())).toEqual(['Key/one', 'Key/two']);
    await given.stop();
  });

  it.each([
    ['without a file', { 'README.md': 'moved' }, 'manifest.file'],
    ['without a document', { 'stack.yaml': '# moved\n' }, 'manifest.none'],
    ['with a Stack and nothing else', estate(), 'manifest.none'],
    ['without its Stack', { 'keys/one.yaml': keyManifest('one') }, 'manifest.stack'],
  ])('refuses a set %s: it says nothing of what was declared before', async (_why, files, code) => {
    const place = await makePlace();
    await place.put(estate('one'));
    const given = listen(place.start(), place.clock);
    await given.next();
    await place.put(files);
    expect(shown(await given.next())).toEqual(['refused', code]);
    await given.stop();
  });

  it('tells once that it cannot be reached, and gives again what it declares when it can', async () => {
    const place = await makePlace();
    await place.put(estate('one'));
    const given = listen(place.start(), place.clock);
    const before = await given.next();
    await place.vanish();
    expect(await given.next()).toMatchObject({ is: 'unreachable' });
    await given.quiet();
    await place.comeBack();
    const after = await given.next();
    expect(idOf(after)).toBe(idOf(before));
    expect(shown(after)).toEqual(['Key/one']);
    await given.stop();
  });

  it('reads an earlier revision after a restart, also while the place cannot be reached', async () => {
    const place = await makePlace();
    await place.put(estate('one'));
    const given = listen(place.start(), place.clock);
    const first = idOf(await given.next());
    await place.put(estate('two'));
    await given.next();
    await given.stop();
    await place.vanish();
    const again = place.start();
    const listening = listen(again, place.clock);
    expect(await listening.next()).toMatchObject({ is: 'unreachable' });
    const earlier = await again.read(first, never);
    expect(idOf(earlier)).toBe(first);
    expect(shown(earlier)).toEqual(['Key/one']);
    expect(await again.lineage(first, first, never)).toEqual({ is: 'same' });
    await listening.stop();
  });

  it('reports that it does not keep a revision that it never gave', async () => {
    const place = await makePlace();
    await place.put(estate('one'));
    const source = place.start();
    for (const id of ['f'.repeat(40), 'f'.repeat(64), 'HEAD', '-n', '../x'])
      expect(shown(await source.read(id, never))).toEqual(['unreachable', 'source.not-kept']);
  });

  it('ends at the stop signal, whatever it does at that moment', async () => {
    const place = await makePlace();
    await place.put(estate('one'));
    for (const hops of [0, 1, 5, 20, 100]) {
      const stop = new AbortController();
      const all = place.start().revisions(stop.signal)[Symbol.asyncIterator]();
      const first = all.next();
      for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
      stop.abort();
      await first;
      expect((await all.next()).done).toBe(true);
    }
  });
}
