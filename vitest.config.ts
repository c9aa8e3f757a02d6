import { defineConfig } from 'vitest/config';

const continuous = process.env['CI'] !== undefined;

/**
 * Ends a test that hangs, in milliseconds. No test depends on time, so it is longer than the slowest test takes on a
 * machine that is busy with other work.
 */
const patience = 240_000;

/** Tests of a module sit beside it (project "unit"); what needs the whole lives in test/ (project "whole"). */
export default defineConfig({
  test: {
    maxWorkers: 2,
    setupFiles: ['test/support/seed.ts'],
    passWithNoTests: true,
    reporters: continuous ? ['dot'] : ['default'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts', 'src/**/*.test-helper.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          pool: 'threads',
          testTimeout: patience,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          pool: 'forks',
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
      {
        extends: true,
        test: {
          // Launcher, lint rules, import table: a check that cannot fail is none.
          name: 'tooling',
          include: ['scripts/**/*.test.ts'],
          pool: 'forks',
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
    ],
  },
});
