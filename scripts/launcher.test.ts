import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratchCheckout } from './scratch.test-helper.ts';

const main = `
export async function main(argv: readonly string[]): Promise<number> {
  const [command] = argv;
  if (command === 'throw') throw new Error('boom\\nmore');
  if (command === 'late') setTimeout(() => { throw new Error('too late'); }, 5);
  if (command === 'reject') void Promise.reject(new Error('nobody waited'));
  if (command === 'die') process.kill(process.pid, 'SIGKILL');
  if (command === 'wait') {
    return new Promise((resolve) => {
      const alive = setInterval(() => undefined, 1000);
      process.once('SIGINT', () => { clearInterval(alive); resolve(3); });
      console.log('ready');
    });
  }
  console.log(JSON.stringify({ argv, major: process.versions.node.split('.')[0] }));
  return argv.length;
}`;

/** Makes the first process, but not the one it hands over to, look like an old Node. */
const pretend = `
if (process.env.KEYWRIGHT_HANDED_OVER !== '1' || process.env.NEVER_NEW === '1')
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } });`;

const scratch = scratchCheckout({ 'src/cli/main.ts': main, 'pretend.mjs': pretend });
const packed = scratchCheckout({ 'dist/cli/main.js': 'export async function main() {\n  return 42;\n}\n' });
const bare = scratchCheckout({ 'src/cli/main.ts': "import 'never-installed';\n", 'pretend.mjs': pretend });
rmSync(path.join(bare.dir, 'node_modules'));
afterAll(() => {
  for (const each of [scratch, packed, bare]) each.remove();
});

interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function launch(
  args: readonly string[],
  how: { dir?: string; old?: boolean; env?: Record<string, string>; interrupt?: boolean } = {},
): Promise<Ran> {
  const dir = how.dir ?? scratch.dir;
  const node = how.old === true ? ['--import', path.join(dir, 'pretend.mjs')] : [];
  const child = spawn(process.execPath, [...node, path.join(dir, 'bin/reconcile.js'), ...args], {
    env: { ...process.env, ...how.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (how.interrupt === true && stdout.includes('ready')) child.kill('SIGINT');
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr });
    });
  });
}

describe.each([
  { node: 'a Node that is new enough', old: false },
  { node: 'an old Node, which hands over', old: true },
])('on $node', ({ old }) => {
  it('hands the arguments in and the exit code out', async () => {
    const { code, stdout, stderr } = await launch(['plan', '--x', 'a b'], { old });

    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toBe('{"argv":["plan","--x","a b"],"major":"24"}\n');
  });

  it.each([
    { command: 'throw', line: 'reconcile: boom\n', why: 'main threw' },
    { command: 'late', line: 'reconcile: too late\n', why: 'a callback threw after main' },
    { command: 'reject', line: 'reconcile: nobody waited\n', why: 'a promise nobody waited for' },
  ])('says one line and exits 1: $why', async ({ command, line }) => {
    expect(await launch([command], { old })).toMatchObject({ code: 1, stderr: line });
  });

  it('passes an interrupt on and waits for the answer', async () => {
    expect(await launch(['wait'], { old, interrupt: true })).toMatchObject({ code: 3, signal: null });
  });

  it('dies of what the program died of', async () => {
    expect(await launch(['die'], { old })).toMatchObject({ code: null, signal: 'SIGKILL' });
  });
});

it('shows the stack to who asks for it', async () => {
  const { stderr } = await launch(['throw'], { env: { KEYWRIGHT_DEBUG: '1' } });

  expect(stderr).toMatch(/^reconcile: boom\nError: boom\nmore\n\s+at main/u);
});

it('runs dist/ where there is no src/', async () => {
  expect(await launch([], { dir: packed.dir })).toMatchObject({ code: 42, stderr: '' });
});

it('says how to install what is missing', async () => {
  const { code, stderr } = await launch([], { dir: bare.dir });

  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^reconcile: Cannot find package 'never-installed' .*\(is it installed\? try: npm ci\)\n$/u,
  );
});

it('says which Node it needs when none is installed', async () => {
  const { code, stderr } = await launch([], { dir: bare.dir, old: true });

  expect(code).toBe(1);
  expect(stderr).toMatch(/^reconcile: needs Node 24 or newer, this is 20\.1\.0\. .*\n$/u);
});

it('does not hand over for ever', async () => {
  const { code, stderr } = await launch([], { old: true, env: { NEVER_NEW: '1' } });

  expect(code).toBe(1);
  expect(stderr).toMatch(/^reconcile: needs Node 24/u);
});
