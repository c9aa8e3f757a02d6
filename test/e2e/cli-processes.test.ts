import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleManifests, exampleSize } from './desk.test-helper.ts';

const root = join(import.meta.dirname, '../..');
/** Enough that a signal arrives while they are being made. */
const keyCount = 60;

const place = mkdtempSync(join(tmpdir(), 'keywright-cli-'));

beforeAll(() => {
  writeTo('estate/example', exampleManifests());
  writeTo('estate/many', {
    'stack.yaml': exampleManifests()['manifests/stack.yaml'] ?? '',
    'keys.yaml': manyKeys(keyCount),
  });
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

function writeTo(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, folder, path)), { recursive: true });
    writeFileSync(join(place, folder, path), text);
  }
}

function manyKeys(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    [
      '---',
      'apiVersion: keywright.dev/v1',
      'kind: Key',
      `metadata: { name: key-${String(index)} }`,
      `spec: { description: Number ${String(index)}., rotation: { enabled: true } }`,
      '',
    ].join('\n'),
  ).join('');
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stderr or stdout holds the text; rejects if the process ends before. */
  says(text: string): Promise<void>;
  /** All it wrote until now. */
  written(): string;
}

function start(
  argv: readonly string[],
  folder = 'estate/example',
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [join(root, 'bin/reconcile.js'), ...argv], {
    cwd: join(place, folder),
    env: { PATH: process.env['PATH'], HOME: place, USER: 'ada', AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    listeners.forEach((listener) => {
      listener();
    });
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    listeners.forEach((listener) => {
      listener();
    });
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, out, err });
    });
  });
  return {
    child,
    ended,
    written: () => out + err,
    says: (text) =>
      new Promise((resolve, reject) => {
        function look(): void {
          if (!(out + err).includes(text)) return;
          listeners.delete(look);
          resolve();
        }
        listeners.add(look);
        void ended.then(() => {
          reject(new Error(`it ended without saying ${text}: ${err}`));
        });
        look();
      }),
  };
}

describe('two at once on one directory', () => {
  it('applies in one process while the other names it and changes nothing', async () => {
    const world = join(place, 'two');
    const first = start(['apply', `--sandbox=${world}`, '--yes'], 'estate/many');
    await first.says('creating…');
    first.child.kill('SIGSTOP');
    const second = await start(['apply', `--sandbox=${world}`, '--yes'], 'estate/many').ended;
    first.child.kill('SIGCONT');
    const applied = await first.ended;
    expect(applied).toMatchObject({ code: 0 });
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/ada@\S+:\d+ \(reconcile apply\) is using the sandbox in /u);
    expect(second.err).toContain(`:${String(first.child.pid)} `);
    expect(await start(['plan', `--sandbox=${world}`], 'estate/many').ended).toMatchObject({ code: 0 });
  });
});

describe('signals', () => {
  it('finishes calls in flight at SIGINT, reports the rest, and completes it in the next run', async () => {
    const world = join(place, 'interrupted');
    const running = start(['apply', `--sandbox=${world}`, '--yes'], 'estate/many');
    await running.says('creating…');
    running.child.kill('SIGINT');
    const { code, signal, out, err } = await running.ended;
    expect({ code, signal }).toEqual({ code: 1, signal: null });
    expect(err).toContain('Stopping: what is in flight finishes');
    expect(out).toContain('Not started:');
    expect(await start(['apply', `--sandbox=${world}`, '--yes'], 'estate/many').ended).toMatchObject({
      code: 0,
    });
    expect(keysIn(world)).toHaveLength(keyCount);
  });

  it('waits out the dead lease after SIGKILL and makes no key twice', async () => {
    const world = join(place, 'killed');
    const running = start(['apply', `--sandbox=${world}`, '--yes'], 'estate/many');
    await running.says(': created [');
    running.child.kill('SIGKILL');
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
    const { code, err } = await start(['apply', `--sandbox=${world}`, '--yes'], 'estate/many').ended;
    expect(err).toMatch(
      new RegExp(`:${String(running.child.pid)}/\\w+ ended without releasing the lease of this stack`, 'u'),
    );
    expect(code).toBe(0);
    const keys = keysIn(world);
    expect(new Set(keys).size, 'one key for each address').toBe(keys.length);
    expect(keys).toHaveLength(keyCount);
    expect(await start(['plan', `--sandbox=${world}`], 'estate/many').ended).toMatchObject({ code: 0 });
  });

  it('ends the embedded AWS cleanly at SIGTERM', async () => {
    const running = start(['sandbox', '--port', '0']);
    await running.says('export AWS_ENDPOINT_URL');
    running.child.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 0 });
  });
});

/** Descriptions of all keys of a world: one for each address here. */
function keysIn(world: string): readonly string[] {
  const { entities } = JSON.parse(readFileSync(join(world, 'world.json'), 'utf8')) as {
    readonly entities: Record<
      string,
      Record<string, Record<string, readonly (readonly [number, { description?: string } | null])[]>>
    >;
  };
  return Object.values(entities['key'] ?? {}).flatMap((ids) =>
    Object.values(ids).flatMap((versions) => versions.at(-1)?.[1]?.description ?? []),
  );
}

describe('the embedded AWS over HTTP', () => {
  it('is planned and applied through the SDK as AWS would be', async () => {
    const serving = start(['sandbox', '--port', '0', '--dir', join(place, 'served'), 'manifests']);
    await serving.says('export AWS_REGION');
    const url = /http:\/\/127\.0\.0\.1:\d+/u.exec(serving.written())?.[0] ?? '';
    const credentials = { AWS_ACCESS_KEY_ID: '111122223333', AWS_SECRET_ACCESS_KEY: 'sandbox' };
    const planned = await start(['plan', '--endpoint', url], 'estate/example', credentials).ended;
    expect(planned).toMatchObject({ code: 2 });
    expect(planned.out).toContain(`Plan: ${exampleSize} to add, 0 to change, 0 to destroy.`);
    serving.child.kill('SIGINT');
    expect((await serving.ended).code).toBe(0);
  });
});

describe('an AWS that does not answer', () => {
  it.each([
    {
      why: 'no credentials',
      argv: ['plan'],
      env: {},
      says: /cannot reach account 111122223333 .*\(CredentialsProviderError\) \(aws\.credentials\)/u,
    },
    {
      why: 'nobody at the endpoint',
      argv: ['plan', '--endpoint', 'http://127.0.0.1:1'],
      env: { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
      says: /cannot reach account 111122223333 .*ECONNREFUSED/u,
    },
  ])('$why is said once', async ({ argv, env, says }) => {
    const { code, out, err } = await start(argv, 'estate/example', env).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.replaceAll(/\s+/gu, ' ')).toMatch(says);
    expect(err).toContain('1 error.');
  });
});

it('reads the directory itself without manifests/', async () => {
  cpSync(join(place, 'estate/example/manifests'), join(place, 'bare'), { recursive: true });
  const { code, out } = await start(['validate'], 'bare').ended;
  expect({ code, out }).toEqual({
    code: 0,
    out: `The manifests of stack example are valid: ${exampleSize} resources.\n`,
  });
});

it('reports an unusable directory in one line', async () => {
  const { code, out, err } = await start(['apply', '--sandbox=manifests/keys.yaml', '--yes']).ended;
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('error: the directory manifests/keys.yaml cannot be used: ');
});
