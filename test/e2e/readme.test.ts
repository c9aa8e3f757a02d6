import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../src/cli/grammar/commands.ts';
import { createDesk } from './desk.test-helper.ts';

const root = join(import.meta.dirname, '../..');
const readme = join(root, 'README.md');
const firstRun = join(root, 'docs/first-run.md');

/** Returns the output that the page shows below the line `$ command`. */
function shown(command: string): string {
  const text = readFileSync(firstRun, 'utf8');
  const start = text.indexOf(`$ ${command}\n`);
  expect(start, `docs/first-run.md shows no ${command}`).toBeGreaterThan(0);
  const from = start + command.length + 3;
  return text.slice(from, text.indexOf('```', from));
}

/** Replaces key ids, which differ from run to run. */
function withoutIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, 'KEY-ID');
}

it('shows the real output of the first run, and changes nothing in the second', async () => {
  const desk = createDesk();
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const demo = (scripts['demo'] ?? '').replace('node bin/reconcile.js ', '').split(' ');
  const { exit, both } = await desk.run(...demo);
  expect(exit).toBe(0);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    const text = readFileSync(firstRun, 'utf8');
    writeFileSync(
      firstRun,
      text.replace(`$ npm run demo\n${shown('npm run demo')}`, () => `$ npm run demo\n${both}`),
    );
  }
  expect(withoutIds(shown('npm run demo'))).toBe(withoutIds(both));
  expect(await desk.run('apply', '--sandbox=aws', '--yes')).toMatchObject({ exit: 0 });
  const again = await desk.run('plan', '--sandbox=aws');
  expect(again).toMatchObject({ exit: 0, out: 'No changes. AWS matches the manifests.\n' });
});

// A newcomer has no account yet. In a pipe nobody answers questions, so `init` needs options for what AWS does not say.
it('leads from nothing to no changes without credentials, with the options that it names', async () => {
  const text = readFileSync(readme, 'utf8');
  expect(text).toContain(
    'Without credentials, add `--account` and `--region` to `init`, and `--sandbox=aws` to the others',
  );
  const [init = [], ...others] = [...text.matchAll(/^npx reconcile (.*?) +#/gmu)].map(([, line = '']) =>
    line.replace('MY-BUCKET', 'my-bucket').split(' '),
  );
  const desk = createDesk({ files: {} });
  const place = ['--account', '111122223333', '--region', 'eu-central-1'];
  expect(await desk.run(...init, ...place)).toMatchObject({ exit: 0 });
  const [plan = [], apply = []] = others.map((words) => [...words, '--sandbox=aws']);
  expect(await desk.run(...plan)).toMatchObject({ exit: 2 });
  expect(await desk.run(...apply, '--yes')).toMatchObject({ exit: 0 });
  expect(await desk.run(...plan)).toMatchObject({ exit: 0 });
});

it('keeps the README short, with links that lead somewhere', () => {
  const text = readFileSync(readme, 'utf8');
  expect(text.split('\n').length).toBeLessThanOrEqual(120);
  const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/gu)].map(([, file]) => file ?? '');
  expect(linked.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

it('names only options that exist in the README', async () => {
  const help = (
    await Promise.all(
      [[], ...commands.map(({ name }) => [name])].map((words) => createDesk().run(...words, '--help')),
    )
  )
    .map(({ out }) => out)
    .join('\n');
  const named = new Set(readFileSync(readme, 'utf8').match(/(?<=[ `])--[a-z][a-z-]+/gu));
  named.delete('--global');
  expect([...named].filter((option) => !help.includes(option))).toEqual([]);
});
