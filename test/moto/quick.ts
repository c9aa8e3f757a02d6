/**
 * `node quick.ts ARGUMENTS`: the command line on a clock that runs ten times as fast as the machine's, counted from
 * the instant (milliseconds) in LANE_CLOCK_START, so that each process goes on where the one before it ended.
 *
 * Against AWS, Keywright waits up to a minute before it lets something rest on a key or policy that was just
 * written, for not every reader in AWS sees it. moto has one reader. The lane runs bin/reconcile.js first, with
 * the time that it takes, and this for the many runs after it. All but the clock is the real thing.
 */
import { realIo } from '../../src/cli/real-io.ts';
import { run } from '../../src/cli/run.ts';
import { realClock } from '../../src/runtime/clock.ts';
import { realTerminal } from '../../src/runtime/terminal.ts';

const speed = 10;
const start = Number(process.env['LANE_CLOCK_START']);
if (!Number.isFinite(start)) throw new Error('LANE_CLOCK_START must be an instant in milliseconds');
const real = realClock();
const clock = {
  now: () => start + (real.now() - start) * speed,
  monotonic: () => real.monotonic() * speed,
  sleep: (ms: number, signal?: AbortSignal) => real.sleep(ms / speed, signal),
};

const terminal = realTerminal();
process.exitCode = await run(process.argv.slice(2), terminal, () =>
  Promise.resolve({ ...realIo(terminal), clock }),
);
