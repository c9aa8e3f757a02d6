/**
 * `reconcile` with a clock that runs faster than the machine's, and nothing else changed: a lease that a killed process
 * left runs out in seconds. `node hastened.ts FACTOR SINCE ARGUMENTS…`.
 */
import { run } from '../../../src/cli/run.ts';
import { realIo } from '../../../src/cli/real-io.ts';
import { realClock } from '../../../src/runtime/clock.ts';
import { realTerminal } from '../../../src/runtime/terminal.ts';
import { hastenedClock } from './hastened-clock.ts';

const [factor, since, ...argv] = process.argv.slice(2);
const terminal = realTerminal();
process.exitCode = await run(argv, terminal, () =>
  Promise.resolve({
    ...realIo(terminal),
    clock: hastenedClock(realClock(), Number(factor), Number(since)),
  }),
);
