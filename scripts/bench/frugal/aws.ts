/** An AWS in a process of its own, in which an estate stands: what a daemon needs is then measured without it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEstate } from '../../../src/boot/estate.ts';
import { createMachine } from '../../../src/boot/machine.ts';
import { forAll } from '../../../src/engine/decide/approvals.ts';
import { underLease } from '../../../src/engine/lease/lease.ts';
import { pass } from '../../../src/engine/pass.ts';
import { defaultTiming as timing, type Run } from '../../../src/engine/ports.ts';
import { hour } from '../../../src/model/instant.ts';
import { realClock, type Clock } from '../../../src/runtime/clock.ts';
import { seededEntropy } from '../../../src/runtime/entropy.ts';
import { seededRandoms } from '../../../src/runtime/random.ts';
import { virtualClock } from '../../../src/runtime/virtual-clock.ts';
import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import { sandboxTransport } from '../../../src/sandbox/transport.ts';
import { listen } from '../../../src/sandbox/wire/server.ts';
import { createWire } from '../../../src/sandbox/wire/wire.ts';
import { createDirectoryStore } from '../../../src/store/directory/store.ts';
import { storeFiles } from '../../../src/store/files.ts';
import { realFiles } from '../../../src/runtime/files.ts';
import { account, guarded, roles } from '../manifests.ts';
import { holding } from '../../../src/boot/sandbox.ts';
import { load } from '../world.ts';

const [resources, directory] = process.argv.slice(2);
if (resources === undefined || directory === undefined) throw new Error('usage: aws.ts RESOURCES DIRECTORY');

const real = realClock();
// The estate was made yesterday, by the clock of AWS and by the journal.
const past = virtualClock(real.now() - 24 * hour);
const now: { of: Pick<Clock, 'now' | 'sleep'> } = { of: past };
const clock = { now: () => now.of.now(), sleep: (ms: number) => now.of.sleep(ms) };
const randoms = seededRandoms(1);
const sandbox = createSandbox({ clock, random: randoms.stream('sandbox'), principals: roles, pageSize: 100 });

const texts = guarded(Number(resources) / 5);
const manifests = join(directory, 'manifests');
mkdirSync(manifests, { recursive: true });
for (const [index, text] of texts.entries()) writeFileSync(join(manifests, `${String(index)}.yaml`), text);

const stack = load(texts, past.now());
const machine = createMachine({
  clock: past,
  randoms,
  entropy: seededEntropy(randoms.stream('ids')),
  traffic: () => undefined,
});
const files = storeFiles(holding(realFiles(), past));
const estate = createEstate(machine, {
  settings: stack.settings,
  transport: sandboxTransport(sandbox),
  writes: true,
  alone: true,
  firstStack: 'as-written',
  openStore: () => createDirectoryStore(files, join(directory, 'state'), stack.settings, past),
});
if ('refused' in estate) throw new Error(estate.refused.message);
const run: Run = {
  signal: new AbortController().signal,
  lane: 'asked',
  timing: { ...timing, createSettle: 0 },
  progress: () => undefined,
};
for (const _ of ['made', 'seen to be there']) {
  const candidate = {
    ...machine,
    ...estate,
    holder: 'bench',
    timing,
    patience: 0,
    signal: run.signal,
    isGone: () => false,
    waits: () => undefined,
  };
  const answer = await underLease(candidate, (lease) =>
    pass(
      {
        stack,
        scope: { is: 'all' },
        decide: () => Promise.resolve({ is: 'apply', approvals: forAll('shown'), isFirstRun: true }),
      },
      machine,
      estate,
      { ...run, lease },
    ),
  );
  if (answer.is === 'refused') throw new Error('the lease is free');
  const open = [...answer.value.outcomes].filter(([, { is }]) => is !== 'done');
  if (open.length > 0) throw new Error(JSON.stringify(open.slice(0, 3)));
  await past.sleep(hour);
}
now.of = real;
const { url } = await listen(await createWire(sandbox, { defaultAccount: account }), { port: 0 });
console.log(url);
