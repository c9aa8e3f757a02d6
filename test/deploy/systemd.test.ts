import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/grammar/parse.ts';
import { settings } from '../../src/daemon/config/settings.ts';

const folder = join(import.meta.dirname, '../../deploy/systemd');
const unit = readFileSync(join(folder, 'keywright.service'), 'utf8');

/** Returns all values of a directive. */
function valuesOf(name: string): readonly string[] {
  return [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gmu'))].map(([, value = '']) => value);
}

describe('the unit for systemd', () => {
  it('starts a command line that there is', async () => {
    const [start = ''] = valuesOf('ExecStart');
    const [, , ...args] = start.split(' ');
    expect(await parseArguments(args, () => undefined)).toMatchObject({
      is: 'invocation',
      invocation: { command: 'daemon' },
    });
  });

  it('sets variables that settings have', () => {
    const known = settings.map(({ variable }) => variable);
    const set = valuesOf('Environment').map((one) => one.split('=')[0] ?? '');
    expect(set.filter((name) => name.startsWith('KEYWRIGHT_') && !known.includes(name))).toEqual([]);
  });

  it('lets it write only to its own folders, and gives it time to stop', () => {
    expect(valuesOf('ProtectSystem')).toEqual(['strict']);
    expect(valuesOf('StateDirectory')).toEqual(['keywright']);
    expect(unit).not.toContain('ReadWritePaths');
    expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThan(10);
  });

  it('runs as the user that the other file makes', () => {
    const users = readFileSync(join(folder, 'keywright.sysusers.conf'), 'utf8');
    expect(users).toMatch(new RegExp(`^u ${valuesOf('User')[0] ?? ''} `, 'mu'));
  });
});

const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

it.skipIf(!hasAnalyze)('is what systemd-analyze takes (skipped where there is none)', () => {
  const directory = mkdtempSync(join(tmpdir(), 'keywright-unit-'));
  try {
    // Only the program and the user are those of a machine where it is installed.
    const here = unit
      .replace(/^ExecStart=.*$/mu, 'ExecStart=/bin/true')
      .replaceAll(/^(User|Group)=.*$/gmu, '$1=root');
    const file = join(directory, 'keywright.service');
    writeFileSync(file, here);
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => line.includes('keywright.service'))).toEqual([]);
    expect(status).toBe(0);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
