/**
 * The API against its own document, by schemathesis: a daemon on the embedded AWS, asked as several callers.
 * `node test/api/lane.ts CHECKOUT SCHEMATHESIS`; ends with "N passed, N failed".
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { day } from '../../src/model/instant.ts';
import { realClock } from '../../src/runtime/clock.ts';
import { openApiDocument } from '../../src/server/openapi/document.ts';
import { hashOfToken } from '../../src/server/access/known-token.ts';
import { createChecks } from '../processes/checks.ts';
import { startProcess, type Process } from '../processes/process.ts';
import { callers, tokenOf, type CallerName } from './callers.ts';
import { probe } from './probes.ts';

const checkout = resolve(process.argv[2] ?? '.');
const schemathesis = process.argv[3] ?? 'st';
const { check, finish } = createChecks();
/** A lane that hangs ends by itself. */
setTimeout(() => {
  check('ends in time', false);
  finish();
}, 1_140_000).unref();

/** What holds for every answer, whatever was sent. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/** Python has no classes of characters by name: there, a line is one of ASCII. */
const oneLine = '^[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*$';

const folder = mkdtempSync(join(tmpdir(), 'api-'));
const tokens = Object.entries(callers).map(([name, bindings]) => ({
  name,
  subject: name,
  hash: hashOfToken(tokenOf(name)),
  expires: new Date(realClock().now() + 7 * day).toISOString().slice(0, 10),
  bindings,
}));
const daemon = run(
  process.execPath,
  ...[join(checkout, 'bin/reconcile.js'), 'daemon', '--sandbox', join(checkout, 'manifests')],
  ...['--data-dir', join(folder, 'data'), '--api-tokens-file'],
  file(
    'tokens.json',
    JSON.stringify({
      apiVersion: 'keywright.dev/v1',
      kind: 'Tokens',
      metadata: { name: 'lane' },
      spec: { tokens },
    }),
  ),
);
try {
  const [, origin = ''] = await daemon.line(/page +(http:\S+)\/#token=/u);
  await probe(origin, check);
  // Closed, so that a field outside of the document fails.
  const document = file(
    'openapi.json',
    JSON.stringify(openApiDocument('0.1.0', 'closed')).replaceAll(
      JSON.stringify(oneLine).slice(1, -1),
      '^[ -~]*$',
    ),
  );
  for (const name of [...(Object.keys(callers) as CallerName[]), 'nobody'] as const)
    await fuzz(origin, document, name);
  check('the daemon lives at the end', (await fetch(`${origin}/api/v1/status`)).status === 401);
  check('the daemon had no internal error', !daemon.printed().includes('engine.internal'));
} catch (error) {
  check(String(error), false);
} finally {
  daemon.signal('SIGTERM');
  await daemon.ended(20_000).catch(() => {
    daemon.signal('SIGKILL');
  });
  rmSync(folder, { recursive: true, force: true });
}
finish();

/** Lets schemathesis send what the document allows, and what it does not, with equal requests at each run. */
async function fuzz(origin: string, document: string, name: CallerName | 'nobody'): Promise<void> {
  const fuzzing = run(
    schemathesis,
    ...['run', document, '--url', `${origin}/api/v1`, '--seed', '12', '--no-color'],
    ...(name === 'nobody' ? [] : ['--header', `Authorization:Bearer ${tokenOf(name)}`]),
    // Values at the edges of each field, a thousand requests, are the same for everybody who may write.
    ...['--phases', name === 'operator' ? 'examples,coverage,fuzzing' : 'examples,fuzzing'],
    ...['--max-examples', '3', '--continue-on-failure'],
    // The stream never ends, and ending the session of the token would end the run.
    ...['--exclude-path', '/live', '--request-timeout', '20', '--suppress-health-check', 'all'],
    ...['--checks', checks.join(','), '--warnings', 'off', '--generation-database', 'none'],
  );
  const ended = await fuzzing.ended(400_000);
  check(`schemathesis as ${name} finds nothing`, ended === 0);
  if (ended !== 0) process.stdout.write(`${fuzzing.printed().slice(-6000)}\n`);
}

/** Writes a file that only we can read. Returns its path. */
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  return join(folder, name);
}

function run(command: string, ...args: readonly string[]): Process {
  return startProcess({ command, args, cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
}
