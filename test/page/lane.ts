/**
 * The page in a real browser, over a daemon on the embedded AWS, with drift caused through the wire, and over an estate
 * of 5,000 resources. `node test/page/lane.ts CHECKOUT [PART…]`; ends with "N passed, N failed".
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createChecks } from '../processes/checks.ts';
import { launch } from './browser.ts';
import { startTrial } from './daemon.ts';
import { serveEstate } from './estate.ts';
import { createIntruder } from './intruder.ts';
import { keyboard } from './keyboard.ts';
import { largeList } from './large.ts';
import { largeMap } from './large-map.ts';
import { looks } from './looks.ts';
import { restart } from './restart.ts';
import { secrets } from './secrets.ts';
import { createStage } from './stage.ts';
import { story } from './story.ts';

const checkout = resolve(process.argv[2] ?? '.');
const asked = new Set(process.argv.slice(3));
const { check, finish } = createChecks();
/** A lane that hangs ends by itself. */
setTimeout(() => {
  check('ends in time', false);
  finish();
}, 1_140_000).unref();

const bytes = sizeOfPage();
check(`the page has at most 70 kB (${String(bytes)} bytes by gzip)`, bytes <= 70_000);

const browser = await launch();
const stage = createStage(browser, check);
try {
  await onLargeEstate();
  await onDaemon();
} finally {
  await browser.close();
}
finish();

async function onLargeEstate(): Promise<void> {
  const estate = await serveEstate(checkout);
  await part('large', () => largeList(stage, estate));
  await part('large-map', () => largeMap(stage, estate));
  await estate.close();
}

async function onDaemon(): Promise<void> {
  const trial = await startTrial(checkout);
  try {
    const intruder = await createIntruder(trial.aws);
    await part('secrets', () => secrets(stage, trial));
    await part('story', () => story(stage, trial, intruder));
    for (const size of ['desk', 'phone'] as const)
      for (const theme of ['light', 'dark'] as const)
        await part(`looks-${size}-${theme}`, () => looks(stage, trial, { size, theme }));
    await part('keyboard', () => keyboard(stage, trial));
    intruder.leave();
    await part('restart', () => restart(stage, trial));
  } finally {
    await trial.end();
  }
}

/** Runs one part, or only those that are asked for. A part that breaks off does not hide what the next one finds. */
async function part(name: string, run: () => Promise<void>): Promise<void> {
  if (asked.size > 0 && !asked.has(name)) return;
  const began = performance.now();
  await run().catch((error: unknown) => check(`${name}: ${String(error)}`, false));
  stage.measured(`${((performance.now() - began) / 1000).toFixed(1)} s for ${name}`);
}

/** Adds up what a browser loads before it shows anything, as it travels. */
function sizeOfPage(): number {
  const built = join(checkout, 'dist/web');
  return readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .reduce((sum, { parentPath, name }) => sum + gzipSync(readFileSync(join(parentPath, name))).length, 0);
}
