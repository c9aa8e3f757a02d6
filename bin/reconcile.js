#!/usr/bin/env node
// The launcher: plain JavaScript that an old Node can parse. It finds a Node that is new enough, turns the
// compile cache on and starts the program.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const needed = 24;
const root = new URL('../', import.meta.url);

if (Number.parseInt(process.versions.node, 10) >= needed) await start();
else handOver();

/**
 * What V8 does for speed, it pays with memory: a daemon works for seconds and waits for minutes. With these flags 1,000
 * resources take a quarter of the memory and twice the processor (docs/performance.md). `--lite-mode` would take less,
 * and has no WebAssembly, which `fetch` needs.
 */
function beFrugal() {
  const flags = [
    '--max-semi-space-size=1',
    '--optimize-for-size',
    '--max-lazy',
    '--no-maglev',
    '--no-turbofan',
  ];
  flags.forEach((flag) => setFlagsFromString(flag));
}

/** Runs the program in this process. */
async function start() {
  if (process.argv[2] === 'daemon') beFrugal();
  // In our own folder, not the shared one below /tmp: whoever can write the cache decides what runs.
  // Without permission to write there (an image, a global installation) Node goes on without a cache.
  nodeModule.enableCompileCache?.(fileURLToPath(new URL('node_modules/.cache/compile', root)));
  process.on('uncaughtException', fail);
  if (process.env.KEYWRIGHT_HANDED_OVER === '1') endWithLauncher();
  delete process.env.KEYWRIGHT_HANDED_OVER;
  const lost = surviveStreams();
  // Node without `exit` removes its signal handlers first and then tears down for some milliseconds, in which a
  // Ctrl-C would kill a run that is done.
  process.once('beforeExit', () => {
    if (lost.output !== undefined) fail(new Error(`the output is incomplete: ${lost.output}`));
    process.exit();
  });
  try {
    // A clone runs src/ by type stripping and is never stale; an image or a packed tarball holds only dist/.
    const source = new URL('src/cli/main.ts', root);
    const { main } = await import((existsSync(source) ? source : new URL('dist/cli/main.js', root)).href);
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    fail(error);
  }
}

/**
 * A reader that stops reading (`| head`), a full disk or a closed terminal must not stop an apply half-way. A
 * reader that left wants no more; any other loss of the result is an error, which the exit code tells at the end.
 */
function surviveStreams() {
  const lost = {};
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') lost.output ??= error.message;
  });
  return lost;
}

/** Hangs up when the launcher that handed over is gone, even by SIGKILL: nobody is left who could stop this run. */
function endWithLauncher() {
  process.once('disconnect', () => process.kill(process.pid, 'SIGHUP'));
  process.channel?.unref();
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
    // The channel carries no message: its end tells the child that this process is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
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
