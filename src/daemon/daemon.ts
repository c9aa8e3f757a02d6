import type { Running } from './run-controller.ts';

/** Runs every controller until the signal. One that hangs or is denied delays no other. */
export async function runDaemon(controllers: readonly Running[], signal: AbortSignal): Promise<void> {
  await Promise.all(controllers.map((one) => one.run(signal)));
}
