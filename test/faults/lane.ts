/**
 * `node lane.ts --runs N [--seed N] [--moto URL] [--verbose]`: the engine over real sockets that break, against the
 * embedded AWS and, if it is there, moto. Seeds count up from `--seed`. Ends with "N passed, N failed".
 */
import { parseArgs } from 'node:util';
import { faultRun } from './run.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    moto: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
if (!Number.isInteger(runs) || !Number.isInteger(seed))
  throw new Error('--runs and --seed must be whole numbers');

/** Runs of one process at once: each waits for its sockets much of the time. moto has one world. */
const together = values.moto === undefined ? 3 : 1;

interface Tally {
  passed: number;
  failed: number;
  disturbed: number;
}

/** Takes seeds from the queue until it is empty. */
async function work(queue: number[], tally: Tally): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { broken, trace } = await faultRun(next, values.moto).catch((error: unknown) => ({
      broken: [`the run broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
      trace: [],
    }));
    tally.disturbed += trace.length;
    tally[broken.length === 0 ? 'passed' : 'failed'] += 1;
    const shown = values.verbose || broken.length > 0 ? trace : [];
    say(broken.map((line) => `FAILED  seed ${String(next)}: ${line}`));
    say(shown.map((line) => `        ${line}`));
  }
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const tally: Tally = { passed: 0, failed: 0, disturbed: 0 };
  const queue = Array.from({ length: runs }, (_, index) => seed + index);
  await Promise.all(Array.from({ length: together }, () => work(queue, tally)));
  const whom = values.moto === undefined ? 'the embedded AWS' : 'moto';
  say([`${String(tally.disturbed)} exchanges disturbed against ${whom}`]);
  say([`${String(tally.passed)} passed, ${String(tally.failed)} failed`]);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

await main();
