import { defineConfig } from 'vitest/config';

const continuous = process.env['CI'] !== undefined;

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
          // Properties over many documents, on a machine that does other things too.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          pool: 'forks',
          // Child processes, whole estates and seeded simulations.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // Launcher, lint rules, import table: a check that cannot fail is none.
          name: 'tooling',
          include: ['scripts/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
