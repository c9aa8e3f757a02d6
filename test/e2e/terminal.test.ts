import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleManifests } from './desk.test-helper.ts';

/*
 * On a pseudo-terminal, which `script` (util-linux) gives: what a person's terminal is sent, byte for byte.
 */
const root = join(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'keywright-terminal-'));
// So many that a Ctrl-C after the first frame comes before the end.
const keyCount = 300;
const steps = `/${String(2 * keyCount)} steps`;

beforeAll(() => {
  mkdirSync(join(place, 'many'));
  writeFileSync(join(place, 'many/stack.yaml'), exampleManifests()['manifests/stack.yaml'] ?? '');
  const keys = Array.from(
    { length: keyCount },
    (_, index) =>
      `---\napiVersion: keywright.dev/v1\nkind: Key\nmetadata: { name: key-${String(index)} }\n` +
      `spec: { description: Number ${String(index)}., rotation: { enabled: true } }\n`,
  );
  writeFileSync(join(place, 'many/keys.yaml'), keys.join(''));
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

const hidden = '\u001b[?25l';
const shown = '\u001b[?25h';

interface Typed {
  /** Once this is seen, `keys` are typed. */
  readonly after: string;
  readonly keys: string;
}

/** Runs the command line on a terminal; gives what the terminal was sent. */
function onTerminal(
  command: string,
  typed: readonly Typed[] = [],
  env: Readonly<Record<string, string>> = {},
  columns = 80,
): Promise<{ readonly code: number | null; readonly sent: string }> {
  const line = `stty cols ${String(columns)} rows 24; exec ${process.execPath} ${join(root, 'bin/reconcile.js')} ${command}`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    cwd: place,
    env: { PATH: process.env['PATH'], HOME: place, USER: 'ada', TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const left = [...typed];
  let sent = '';
  child.stdout.on('data', (chunk: Buffer) => {
    sent += chunk.toString();
    const [next] = left;
    if (next === undefined || !sent.includes(next.after)) return;
    left.shift();
    child.stdin.write(next.keys);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, sent });
    });
  });
}

/** Returns what stays on the page after each frame is erased. */
function remains(sent: string): string {
  const rows: string[] = [''];
  let row = 0;
  for (const [part] of sent.matchAll(/\u001b\[[?\d;]*[A-Za-z]|\r|\n|[^\u001b\r\n]+/gu)) {
    const up = /^\u001b\[(\d+)A$/u.exec(part)?.[1];
    if (up !== undefined) row -= Number(up);
    else if (part === '\u001b[J') rows.splice(row, rows.length, '');
    else if (part === '\n') {
      row += 1;
      rows[row] ??= '';
    } else if (!part.startsWith('\u001b') && part !== '\r') rows[row] = (rows[row] ?? '') + part;
  }
  return rows.join('\n');
}

describe('on a terminal', () => {
  it('shows an apply in a live area at the bottom, and leaves nothing of it', async () => {
    const { code, sent } = await onTerminal('apply --sandbox --yes many');
    expect(code).toBe(0);
    expect(sent).toContain(steps);
    expect(sent.split(hidden)).toHaveLength(2);
    expect(sent.lastIndexOf(shown)).toBeGreaterThan(sent.lastIndexOf(hidden));
    const page = remains(sent);
    expect(page).not.toContain(steps);
    expect(page.match(/^Key\/key-\d+: created \[/gmu)).toHaveLength(keyCount);
    expect(page).toContain(`Apply complete! ${String(keyCount)} added, 0 changed, 0 destroyed.`);
  });

  it('shows the question alone, and leaves a clean page and a full report after Ctrl-C', async () => {
    const { code, sent } = await onTerminal('apply --sandbox many', [
      { after: "Only 'yes' will be accepted: ", keys: 'yes\r' },
      { after: steps, keys: '\u0003' },
    ]);
    expect(code).toBe(1);
    const page = remains(sent);
    expect(page).toContain("Only 'yes' will be accepted: yes");
    expect(page).toContain('Stopping: what is in flight finishes');
    expect(page).toContain('Not started:');
    expect(page).not.toContain(steps);
    expect(sent.lastIndexOf(shown)).toBeGreaterThan(sent.lastIndexOf(hidden));
  });

  it('assumes 80 columns when the size of the terminal is unknown', async () => {
    const { code, sent } = await onTerminal('apply --sandbox --yes many', [], {}, 0);
    expect(code).toBe(0);
    expect(sent).toContain(`0${steps} · `);
    expect(remains(sent)).not.toContain(steps);
  });

  it('sends no escape sequences to a dumb terminal, with CI or NO_COLOR', async () => {
    for (const env of [{ TERM: 'dumb' }, { CI: 'true', NO_COLOR: '1' }]) {
      const { code, sent } = await onTerminal('apply --sandbox --yes many', [], env);
      expect(code).toBe(0);
      expect(sent).not.toContain('\u001b');
      expect(sent).toContain('Key/key-0: created');
    }
  });
});
