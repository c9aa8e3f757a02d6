import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { scratchCheckout } from './scratch.test-helper.ts';

const green = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const red = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] };
const unloaded = { status: 'failed', assertionResults: [] };
const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

const rows = [
  {
    why: 'all green',
    report: { ...none, numPassedTests: 1, testResults: [green] },
    status: 0,
    counts: '1 0 0',
  },
  {
    why: 'skipped tests are neither',
    report: { ...none, numPassedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [green] },
    status: 0,
    counts: '1 0 3',
  },
  {
    why: 'a failed test is one',
    report: { ...none, numPassedTests: 1, numFailedTests: 1, testResults: [red] },
    status: 1,
    counts: '1 1 0',
  },
  {
    why: 'a file that cannot be loaded is one',
    report: { ...none, numPassedTests: 1, testResults: [green, unloaded] },
    status: 1,
    counts: '1 1 0',
  },
  {
    why: 'an error outside of any test is one',
    report: { ...none, numPassedTests: 1, testResults: [green] },
    status: 1,
    counts: '1 1 0',
  },
  { why: 'no tests at all is a failure', report: none, status: 0, counts: '0 1 0' },
];

const scratch = scratchCheckout(
  Object.fromEntries(rows.map((row, index) => [`report-${String(index)}.json`, JSON.stringify(row.report)])),
);
afterAll(scratch.remove);

it.each(rows.map((row, index) => ({ ...row, index })))('$why: $counts', ({ index, status, counts }) => {
  const report = path.join(scratch.dir, `report-${String(index)}.json`);

  const { stdout } = spawnSync(process.execPath, ['.ci/count.js', report, String(status)], {
    encoding: 'utf8',
  });

  expect(stdout).toBe(`${counts}\n`);
});
