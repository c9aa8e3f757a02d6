/** The findings of a lane, as `.ci/run` counts them. */
export interface Checks {
  check(what: string, holds: boolean): void;
  /** Prints the count and ends the process: 0 if everything held. */
  finish(): void;
}

export function createChecks(): Checks {
  let passed = 0;
  let failed = 0;
  return {
    check(what, holds) {
      if (holds) passed += 1;
      else failed += 1;
      process.stdout.write(`${holds ? 'ok    ' : 'FAILED'}  ${what}\n`);
    },
    finish() {
      process.stdout.write(`${String(passed)} passed, ${String(failed)} failed\n`);
      process.exit(failed === 0 ? 0 : 1);
    },
  };
}
