import { afterAll, describe, expect, it } from 'vitest';
import { createControl } from '../daemon/control/create.ts';
import { createBounds } from '../daemon/control/speculate/bounds.ts';
import { minute } from '../model/instant.ts';
import { apiWith, type Asked } from '../server/testing/app.test-helper.ts';
import { stackText } from './estate.ts';
import { createWorld, type World } from './world.ts';

// Whoever may plan manifests may send anything. Each of these is refused with a code, and none is expanded.

interface File {
  readonly path: string;
  readonly text: string;
}

const text = stackText({ keys: 1, version: 0 });
const opened = open();

afterAll(async () => (await opened).world.end());

/** Opens the API of a daemon that has looked at its estate, to somebody who may plan. */
async function open(): Promise<{ readonly world: World; readonly api: Asked }> {
  const world = createWorld({ seed: 1 });
  world.repository.commit(text);
  const daemon = world.start();
  await world.advance(75 * minute);
  const now = (): number => world.clock.now();
  const control = createControl({
    controllers: [daemon.controller],
    now,
    newId: () => 'id',
    speculating: { bounds: createBounds(now), clock: world.clock },
  });
  // A minute between two requests: their rate is not what is tested here.
  let asked = 0;
  const later = (): number => now() + minute * asked;
  const { ask, ...api } = apiWith({ control, now: later }, { bindings: [{ role: 'planner' }] });
  return {
    world,
    api: {
      ...api,
      ask(...request) {
        asked += 1;
        return ask(...request);
      },
    },
  };
}

async function send(body: string): Promise<{ readonly status: number; readonly told: string }> {
  const headers = { 'content-type': 'application/json' };
  const { api } = await opened;
  const response = await api.ask('/api/v1/plans', { method: 'POST', headers, body });
  return { status: response.status, told: await response.text() };
}

function beside(more: string, path = 'more.yaml'): readonly File[] {
  return [
    { path: 'estate.yaml', text },
    { path, text: more },
  ];
}

/** Makes nine levels of nine aliases each: 387 million values, were they expanded. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, at) => {
    const before = at === 0 ? 'lol' : `*a${String(at - 1)}`;
    return `a${String(at)}: &a${String(at)} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
  });
  return `${levels.join('\n')}\n`;
}

const key = 'apiVersion: keywright.dev/v1\nkind: Key\nmetadata: { name: a }\nspec: {}\n';
const longest = 4000;

describe('POST /plans', () => {
  it.each<{ what: string; files: readonly File[]; status: number; code: string }>([
    { what: 'a bomb of aliases', files: beside(bomb()), status: 200, code: 'manifest.alias' },
    {
      what: 'a merge key',
      files: beside(`${key}<<: { a: 1 }\n`),
      status: 200,
      code: 'manifest.alias',
    },
    {
      what: 'deep lists',
      files: beside('['.repeat(400_000)),
      status: 200,
      code: 'manifest.syntax',
    },
    {
      what: 'deep maps',
      files: beside(`a: ${'{ a: '.repeat(100_000)}1${' }'.repeat(100_000)}`),
      status: 200,
      code: 'manifest.syntax',
    },
    {
      what: 'deep block lists',
      files: beside(`${'- '.repeat(100_000)}a\n`),
      status: 200,
      code: 'manifest.syntax',
    },
    {
      what: 'thousands of documents of one name',
      files: beside(`${key}---\n`.repeat(5_000)),
      status: 200,
      code: 'manifest.duplicate-address',
    },
    {
      what: 'thousands of documents of nothing',
      files: beside('--- 1\n'.repeat(100_000)),
      status: 200,
      code: 'manifest.envelope',
    },
    {
      what: 'a key that is there twice',
      files: beside(`${key}kind: Key\n`),
      status: 200,
      code: 'manifest.syntax',
    },
    {
      what: 'a NUL in a file',
      files: beside(`${key}\0`),
      status: 200,
      code: 'manifest.file',
    },
    {
      what: 'a huge scalar',
      files: beside(key.replace('{}', `{ description: ${'x'.repeat(900_000)} }`)),
      status: 200,
      code: 'manifest.value',
    },
    {
      what: 'a key named __proto__',
      files: beside(`${key}__proto__: { polluted: true }\n`),
      status: 200,
      code: 'manifest.syntax',
    },
    {
      what: 'a longer file',
      files: beside('x'.repeat(1024 * 1024 + 1)),
      status: 400,
      code: 'control.request',
    },
    {
      what: 'too many files',
      files: Array.from({ length: 2001 }, (_, at) => ({ path: `${String(at)}.yaml`, text: '' })),
      status: 400,
      code: 'control.request',
    },
    ...[
      '../a.yaml',
      '/etc/passwd',
      'a/../../b.yaml',
      String.raw`..\a.yaml`,
      'a\0.yaml',
      'estate.yaml',
      '',
    ].map((path) => ({
      what: `the path ${JSON.stringify(path)}`,
      files: beside('', path),
      status: 400,
      code: 'control.request',
    })),
  ])('refuses $what with $code', async ({ files, status, code }) => {
    const { world, api } = await opened;
    const before = world.sandbox.log().length;
    const answer = await send(JSON.stringify({ files }));
    expect(answer.told.slice(0, longest)).toContain(code);
    expect(answer.status).toBe(status);
    expect(answer.told).not.toContain('"plan"');
    expect(answer.told.length).toBeLessThan(200_000);
    expect(world.sandbox.log()).toHaveLength(before);
    expect(api.faults).toEqual([]);
  });

  it('refuses a body that is too long before it is parsed', async () => {
    const { status, told } = await send(' '.repeat(12 * 1024 * 1024 + 1));
    expect({ status, told }).toMatchObject({
      status: 413,
      told: expect.stringContaining('api.body') as string,
    });
  });

  it('refuses deep JSON', async () => {
    const { status, told } = await send(`{"files":${'['.repeat(1_000_000)}`);
    expect({ status, told }).toMatchObject({
      status: 400,
      told: expect.stringContaining('control.request') as string,
    });
    const { api } = await opened;
    const closed = await send(`{"files":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(closed.status).toBe(400);
    expect(api.faults).toEqual([]);
  });

  it('opens no file, whatever a name says', async () => {
    const { status, told } = await send(
      JSON.stringify({ files: [{ path: 'etc/passwd', text, symlink: '/etc' }] }),
    );
    expect(status).toBe(400);
    expect(told).toContain('symlink');
  });

  it('plans the next manifests as if nothing had been', async () => {
    const { status, told } = await send(JSON.stringify({ files: [{ path: 'estate.yaml', text }] }));
    expect(status).toBe(200);
    expect(told).toContain('"exitCode":0');
  });
});
