/** Looks as a daemon looks, and prints a line after each: the process that is measured. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEstate } from '../../../src/boot/estate.ts';
import { createMachine } from '../../../src/boot/machine.ts';
import { loadFiles } from '../../../src/boot/manifests.ts';
import { openRealAws } from '../../../src/boot/real.ts';
import { pass } from '../../../src/engine/pass.ts';
import { defaultTiming as timing, type Run } from '../../../src/engine/ports.ts';
import { realClock } from '../../../src/runtime/clock.ts';
import { realEntropy } from '../../../src/runtime/entropy.ts';
import { realEnvironment } from '../../../src/runtime/environment.ts';
import { realFiles } from '../../../src/runtime/files.ts';
import { realRandoms } from '../../../src/runtime/random.ts';

const [url, directory, ...looks] = process.argv.slice(2);
if (url === undefined || directory === undefined) throw new Error('usage: looks.ts URL DIRECTORY LOOK…');

const clock = realClock();
const host = {
  clock,
  environment: realEnvironment(),
  files: realFiles(),
  randoms: realRandoms(),
  entropy: realEntropy(),
};
const manifests = join(directory, 'manifests');

function loaded() {
  const files = readdirSync(manifests).map((name) => ({
    path: name,
    text: readFileSync(join(manifests, name), 'utf8'),
  }));
  const answer = loadFiles(files, clock.now());
  if (answer.is === 'refused') throw new Error(JSON.stringify(answer.diagnostics.slice(0, 3)));
  return answer.stack;
}

say('started', {});
const stack = loaded();
say('loaded', {});
const stop = new AbortController();
const opened = openRealAws(
  {
    stack,
    options: { endpoint: url, stateDir: join(directory, 'state') },
    writes: false,
    command: 'bench',
    version: '0',
    progress: () => undefined,
    stop: stop.signal,
  },
  host,
);
if ('refused' in opened) throw new Error(JSON.stringify(opened.refused));
const machine = createMachine({ ...host, traffic: () => undefined });
const estate = createEstate(machine, { ...opened, settings: stack.settings, writes: false });
if ('refused' in estate) throw new Error(estate.refused.message);
const run: Run = { signal: stop.signal, lane: 'sweep', timing, progress: () => undefined };

for (const look of looks) {
  if (look.startsWith('rest')) {
    await clock.sleep(Number(look.slice('rest'.length)));
    say(look, {});
    continue;
  }
  const { plan, calls } = await pass(
    { stack, scope: { is: 'all' }, ...(look === 'fast' ? { facets: 'fast' } : {}) },
    machine,
    estate,
    run,
  );
  const { steps } = plan;
  const unknown = plan.resources.find(({ sync }) => sync === 'Unknown');
  say(look, {
    calls: calls.reads,
    steps: steps.length,
    ...(unknown === undefined ? {} : { why: unknown.why }),
  });
}
process.exit(0);

function say(what: string, more: object): void {
  const { user, system } = process.cpuUsage();
  const { heapUsed, external } = process.memoryUsage();
  const rss = /VmRSS:\s+(\d+)/u.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  console.log(
    JSON.stringify({
      what,
      ...more,
      rss: Math.round(Number(rss) / 1024),
      heap: Math.round(heapUsed / 1e6),
      external: Math.round(external / 1e6),
      cpu: Math.round((user + system) / 1e3),
    }),
  );
}
