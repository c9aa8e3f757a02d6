#!/usr/bin/env node
// The launcher: plain JavaScript that an old Node can parse. It finds a Node that is new enough, turns the
// compile cache on and starts the program.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const needed = 24;
const root = new URL('../', import.meta.url);

if (Number.parseInt(process.versions.node, 10) >= needed) await start();
else handOver();

/** Runs the program in this process. */
async function start() {
  // In our own folder, not the shared one below /tmp: whoever can write the cache decides what runs.
  // Without permission to write there (an image, a global installation) Node goes on without a cache.
  nodeModule.enableCompileCache?.(fileURLToPath(new URL('node_modules/.cache/compile', root)));
  delete process.env.KEYWRIGHT_HANDED_OVER;
  process.on('uncaughtException', fail);
  // A reader that stops reading (`| head`) must not stop an apply half-way.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  try {
    // A clone runs src/ by type stripping and is never stale; an image or a packed tarball holds only dist/.
    const source = new URL('src/cli/main.ts', root);
    const { main } = await import((existsSync(source) ? source : new URL('dist/cli/main.js', root)).href);
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    fail(error);
  }
}

/** One line for people; the stack trace for who asks for it. */
function fail(error) {
  const message = error instanceof Error ? error.message : String(error);
  const hint = message.startsWith('Cannot find package') ? ' (is it installed? try: npm ci)' : '';
  process.stderr.write(`reconcile: ${message.split('\n', 1)[0]}${hint}\n`);
  if (process.env.KEYWRIGHT_DEBUG === '1') process.stderr.write(`${error?.stack ?? ''}\n`);
  process.exit(1);
}

/** This Node is too old: runs the same command on the one that was installed as a package. */
function handOver() {
  const node = installedNode();
  if (node === undefined || process.env.KEYWRIGHT_HANDED_OVER === '1') {
    process.stderr.write(
      `reconcile: needs Node ${needed} or newer, this is ${process.versions.node}. ` +
        'On Linux `npm ci` installs one beside the program; else see https://nodejs.org/.\n',
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, KEYWRIGHT_HANDED_OVER: '1' },
  });
  // On a terminal Ctrl-C reaches the child by itself; sent twice it would mean "at once".
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (signal) => (signal === 'SIGINT' && terminal) || child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  child.on('error', (error) => fail(error));
  child.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, forward);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}

/** The path of the installed Node, or undefined. Beside the program, or where npm put our dependencies. */
function installedNode() {
  const resolve = nodeModule.createRequire(import.meta.url).resolve;
  try {
    const found = resolve(`node-${process.platform}-${process.arch}/package.json`);
    const node = fileURLToPath(new URL('bin/node', new URL(`file://${found}`)));
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}
