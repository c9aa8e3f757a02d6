import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../src/cli/grammar/commands.ts';
import { createDesk } from './desk.test-helper.ts';

const root = join(import.meta.dirname, '../..');
const readme = join(root, 'README.md');

/** What the README shows of a command, between its line `$ command` and the end of the block. */
function shown(command: string): string {
  const text = readFileSync(readme, 'utf8');
  const start = text.indexOf(`$ ${command}\n`);
  expect(start, `README.md shows no ${command}`).toBeGreaterThan(0);
  const from = start + command.length + 3;
  return text.slice(from, text.indexOf('```', from));
}

/** Ids differ from run to run. */
function withoutIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, 'KEY-ID');
}

it('what the README shows is what the commands say', async () => {
  const desk = createDesk();
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const start = (scripts['start'] ?? '').replace('node bin/reconcile.js ', '').split(' ');
  const rows = [
    { command: 'npm start', argv: start },
    { command: 'npx reconcile --sandbox=aws --yes', argv: ['--sandbox=aws', '--yes'], quiet: true },
    { command: 'npx reconcile plan --sandbox=aws', argv: ['plan', '--sandbox=aws'] },
  ];
  for (const { command, argv, quiet } of rows) {
    const { exit, both } = await desk.run(...argv);
    expect(exit).toBe(0);
    if (quiet === true) continue;
    if (process.env['UPDATE_GOLDEN'] === '1') {
      const text = readFileSync(readme, 'utf8');
      writeFileSync(
        readme,
        text.replace(`$ ${command}\n${shown(command)}`, () => `$ ${command}\n${both}`),
      );
    }
    expect(withoutIds(shown(command))).toBe(withoutIds(both));
  }
});

it('the README names commands and options that exist', async () => {
  const help = (
    await Promise.all(
      [[], ...commands.map(({ name }) => [name])].map((words) => createDesk().run(...words, '--help')),
    )
  )
    .map(({ out }) => out)
    .join('\n');
  const named = new Set(readFileSync(readme, 'utf8').match(/(?<=[ `])--[a-z][a-z-]+/gu));
  named.delete('--ignore-scripts');
  expect([...named].filter((option) => !help.includes(option))).toEqual([]);
});
