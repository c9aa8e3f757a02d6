// `node count.js REPORT STATUS`: passed, failed and skipped tests of Vitest's JSON report, on one line.
// STATUS is Vitest's exit code: a run that failed without a failed test (a file that could not be loaded,
// an error outside of any test, no tests at all) still counts as failed.
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, 'utf8'));
const broken = report.testResults.filter(
  (suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'),
).length;
const passed = report.numPassedTests;
let failed = report.numFailedTests + broken;
if (failed === 0 && (status !== '0' || passed === 0)) failed = 1;
process.stdout.write(`${passed} ${failed} ${report.numPendingTests + report.numTodoTests}\n`);
