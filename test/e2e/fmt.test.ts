import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDesk, exampleManifests } from './desk.test-helper.ts';

const untidy = '# The key.\nkind: Key\napiVersion: keywright.dev/v1\nmetadata: { name: a } \nspec: {}\n';
const tidy = '# The key.\napiVersion: keywright.dev/v1\nkind: Key\nmetadata: { name: a }\nspec: {}\n';

const examples = join(import.meta.dirname, '../../docs/examples');

function desk() {
  return createDesk({ files: { ...exampleManifests(), 'manifests/untidy.yaml': untidy } });
}

it.each(readdirSync(examples).filter((name) => name.endsWith('.yaml')))(
  'changes nothing in docs/examples/%s',
  async (name) => {
    const text = readFileSync(join(examples, name), 'utf8');
    const { out } = await createDesk({ files: { [`manifests/${name}`]: text } }).run('fmt', '--diff');
    expect(out).toBe('');
  },
);

it('orders the fields of a kind as its schema does', async () => {
  const text = (spec: string): string =>
    `apiVersion: keywright.dev/v1\nkind: Key\nmetadata:\n  name: a\nspec:\n${spec}`;
  const at = createDesk({
    files: {
      'manifests/a.yaml': text(
        '  # Who may use it.\n  policy:\n    Version: "2012-10-17"\n  rotation:\n    periodInDays: 365\n    enabled: true\n  description: a\n',
      ),
    },
  });
  expect(await at.run('fmt')).toMatchObject({ exit: 0 });
  expect(await at.disk.files.read('manifests/a.yaml')).toBe(
    text(
      '  description: a\n  rotation:\n    enabled: true\n    periodInDays: 365\n  # Who may use it.\n  policy:\n    Version: "2012-10-17"\n',
    ),
  );
});

it('changes nothing in the example estate', async () => {
  expect(await createDesk().run('fmt', '--check')).toMatchObject({ exit: 0, out: '' });
});

it('writes the files that change, and names them', async () => {
  const at = desk();
  expect(await at.run('fmt')).toMatchObject({ exit: 0, out: 'manifests/untidy.yaml\n' });
  expect(await at.disk.files.read('manifests/untidy.yaml')).toBe(tidy);
  expect(await at.run('fmt')).toMatchObject({ exit: 0, out: '' });
});

it('writes nothing when --check or --diff is given, and exits with 2', async () => {
  const at = desk();
  const before = at.disk.contents();
  expect(await at.run('fmt', '--check')).toMatchObject({ exit: 2, out: 'manifests/untidy.yaml\n' });
  const { exit, out } = await at.run('fmt', '--diff');
  expect(exit).toBe(2);
  expect(out).toBe(
    '--- manifests/untidy.yaml\n+++ manifests/untidy.yaml\n@@ -2,3 +2,3 @@\n' +
      '-kind: Key\n-apiVersion: keywright.dev/v1\n-metadata: { name: a } \n' +
      '+apiVersion: keywright.dev/v1\n+kind: Key\n+metadata: { name: a }\n',
  );
  expect(at.disk.contents()).toEqual(before);
});

it('writes no file when one is not valid YAML', async () => {
  const at = desk();
  await at.disk.files.write('manifests/broken.yaml', 'kind: [\n');
  const before = at.disk.contents();
  const { exit, err } = await at.run('fmt');
  expect(exit).toBe(1);
  expect(err).toContain('manifests/broken.yaml');
  expect(at.disk.contents()).toEqual(before);
});
