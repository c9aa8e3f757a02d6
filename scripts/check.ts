/**
 * `npm run check`: everything that can be said about the code without running it, two lanes at a time.
 * A lane says when it begins and how it ended; the exit code is 1 if one fails. `npm run check -- lint types` runs these only.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

interface Lane {
  readonly name: string;
  readonly args: readonly string[];
}

const cache = 'node_modules/.cache';
const prettierCache = ['--cache', '--cache-location', `${cache}/prettier-check`];
const eslintCache = ['--cache', '--cache-strategy', 'content', '--cache-location', `${cache}/eslint`];

/** Slowest first. Generators with --check say whether what is checked in is what they would write. */
const lanes: readonly Lane[] = [
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=-1', ...eslintCache] },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'types of the page', args: ['node_modules/typescript/bin/tsc', '-p', 'src/dashboard'] },
  { name: 'dead-code', args: ['scripts/dead-code.ts'] },
  {
    name: 'format',
    args: ['node_modules/prettier/bin/prettier.cjs', '.', '--check', '--log-level=warn', ...prettierCache],
  },
  {
    name: 'imports',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.js',
      ...['src', 'bin', 'scripts', 'test'].filter((folder) => existsSync(folder)),
    ],
  },
  // Whoever looks for a test by its name: a file whose suites a function makes must say so itself.
  { name: 'test-list', args: ['node_modules/vitest/vitest.mjs', 'list'] },
  ...['scripts/schemas.ts', 'scripts/docs.ts', 'scripts/authorization.ts']
    .filter((script) => existsSync(script))
    .map((script) => ({ name: `generated: ${script}`, args: [script, '--check'] })),
];

async function run(lane: Lane): Promise<boolean> {
  const started = Date.now();
  console.log(`runs    ${lane.name}`);
  const child = spawn(process.execPath, lane.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const passed = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(false);
    });
    child.on('close', (code) => {
      resolve(code === 0);
    });
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${passed ? 'ok    ' : 'FAILED'}  ${lane.name}  (${seconds} s)`);
  if (!passed || process.env['KEYWRIGHT_VERBOSE'] === '1') console.log(output.trimEnd());
  return passed;
}

async function runAll(queue: Lane[]): Promise<number> {
  let failed = 0;
  async function worker(): Promise<void> {
    for (let lane = queue.shift(); lane !== undefined; lane = queue.shift()) {
      if (!(await run(lane))) failed += 1;
    }
  }
  await Promise.all([worker(), worker()]);
  return failed;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !lanes.some((lane) => lane.name === name));
if (unknown.length > 0) {
  console.error(
    `check: no lane ${unknown.join(', ')}; there are: ${lanes.map((lane) => lane.name).join(', ')}`,
  );
  process.exitCode = 1;
} else {
  const failed = await runAll(lanes.filter((lane) => asked.length === 0 || asked.includes(lane.name)));
  if (failed > 0) console.log(`${failed} of the checks failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
