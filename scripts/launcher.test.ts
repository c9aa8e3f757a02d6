import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratchCheckout } from './scratch.test-helper.ts';

const main = `
import { writeFileSync, writeSync } from 'node:fs';
export async function main(argv: readonly string[]): Promise<number> {
  const [command] = argv;
  if (command === 'throw') throw new Error('boom\\nmore');
  if (command === 'late') setTimeout(() => { throw new Error('too late'); }, 5);
  if (command === 'reject') void Promise.reject(new Error('nobody waited'));
  if (command === 'die') process.kill(process.pid, 'SIGKILL');
  if (command === 'wait') {
    return new Promise((resolve) => {
      const alive = setInterval(() => undefined, 1000);
      for (const signal of ['SIGINT', 'SIGHUP'])
        process.once(signal, () => { clearInterval(alive); writeFileSync(argv[1] ?? '/dev/null', signal); resolve(3); });
      console.log('ready', process.pid);
    });
  }
  if (command === 'end') {
    process.on('SIGINT', () => undefined);
    process.on('exit', () => { writeSync(1, 'ending'); });
    return 4;
  }
  if (command === 'write') {
    for (const stream of [process.stdout, process.stderr]) stream.write('a line\\n');
    await new Promise((resolve) => void setTimeout(resolve, 20));
    process.stdout.write('another');
    writeFileSync(argv[1] ?? '', 'went on');
    return Number(argv[2]);
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
  how: {
    dir?: string;
    old?: boolean;
    env?: Record<string, string>;
    /** Sent once the program says what it waits for. */
    signal?: { readonly when: string; readonly is: NodeJS.Signals };
    stdout?: number;
    stderr?: number;
  } = {},
): Promise<Ran> {
  const dir = how.dir ?? scratch.dir;
  const node = how.old === true ? ['--import', path.join(dir, 'pretend.mjs')] : [];
  const child = spawn(process.execPath, [...node, path.join(dir, 'bin/reconcile.js'), ...args], {
    env: { ...process.env, ...how.env },
    stdio: ['ignore', how.stdout ?? 'pipe', how.stderr ?? 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (how.signal !== undefined && stdout.includes(how.signal.when)) child.kill(how.signal.is);
  });
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
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
    const signal = { when: 'ready', is: 'SIGINT' } as const;
    expect(await launch(['wait'], { old, signal })).toMatchObject({ code: 3, signal: null });
  });

  it('keeps its exit code when an interrupt comes after the work is done', async () => {
    const signal = { when: 'ending', is: 'SIGINT' } as const;
    expect(await launch(['end'], { old, signal })).toMatchObject({ code: 4, signal: null });
  });

  it.skipIf(!existsSync('/dev/full')).each([
    { stream: 'stdout', code: 0, ends: 1 },
    { stream: 'stdout', code: 3, ends: 1 },
    { stream: 'stderr', code: 0, ends: 0 },
    { stream: 'stderr', code: 3, ends: 3 },
  ] as const)(
    'continues to its end when the disk of $stream is full, and ends with $ends instead of $code',
    async ({ stream, code, ends }) => {
      const full = openSync('/dev/full', 'w');
      const note = path.join(scratch.dir, `note-${stream}-${String(code)}-${String(old)}`);
      const ended = await launch(['write', note, String(code)], { old, [stream]: full });
      closeSync(full);
      expect(ended).toMatchObject({ code: ends, signal: null });
      expect(readFileSync(note, 'utf8')).toBe('went on');
      if (stream === 'stdout') expect(ended.stderr).toMatch(/the output is incomplete: ENOSPC/u);
    },
  );

  it('dies of what the program died of', async () => {
    expect(await launch(['die'], { old })).toMatchObject({ code: null, signal: 'SIGKILL' });
  });
});

it('hangs up the program when the launcher that handed over is killed', async () => {
  const note = path.join(scratch.dir, 'hung-up');
  const signal = { when: 'ready', is: 'SIGKILL' } as const;
  // The program holds the other ends of the pipes: they close when it ends as well.
  expect(await launch(['wait', note], { old: true, signal })).toMatchObject({ signal: 'SIGKILL' });
  expect(readFileSync(note, 'utf8')).toBe('SIGHUP');
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
