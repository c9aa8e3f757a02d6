import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createDesk } from '../../test/e2e/desk.test-helper.ts';
import { keyYaml, manifests } from '../../test/support/estate-facts.ts';
import { stackYaml } from '../../test/support/estate.ts';
import { realFiles } from '../runtime/files.ts';
import { coordinationInside, dataInside } from './work-tree.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'keywright-work-tree-')));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const declared = join(root, 'estate', 'deep', 'manifests');
for (const path of ['estate/.git', 'estate/deep/manifests', 'estate/state', 'state'])
  mkdirSync(join(root, path), { recursive: true });
symlinkSync(join(root, 'state'), join(root, 'estate', 'out'));
symlinkSync(join(root, 'estate'), join(root, 'alias'));

it.each([
  { why: 'accepts a directory elsewhere', path: 'state', refused: false },
  { why: 'accepts one elsewhere that is not there yet', path: 'new/state', refused: false },
  { why: 'accepts a neighbour whose name begins like the tree', path: 'estate-state', refused: false },
  { why: 'refuses one in the repository', path: 'estate/state', refused: true },
  { why: 'refuses one that a commit can bring later', path: 'estate/new/state', refused: true },
  { why: 'refuses the repository itself', path: 'estate', refused: true },
  { why: 'refuses another name of the repository', path: 'alias/new/state', refused: true },
  { why: 'refuses a way back into it', path: 'state/../estate/state', refused: true },
  { why: 'refuses a link in it, which a commit can turn', path: 'estate/out', refused: true },
])('$why', async ({ path, refused }) => {
  const coordination = { is: 'directory', path: `${root}/${path}` } as const;
  const found = await coordinationInside(coordination, [declared], { files: realFiles() });
  expect(found.map(({ code }) => code)).toEqual(refused ? ['store.inside-manifests'] : []);
});

it('refuses the data directory of a daemon there too', async () => {
  const io = { files: realFiles() };
  expect(await dataInside(join(root, 'state'), [declared], io)).toEqual([]);
  const [found] = await dataInside(join(root, 'estate/data'), [declared], io);
  expect(found?.message).toContain('the data directory');
});

it('has nothing against a bucket or no coordination', async () => {
  expect(await coordinationInside(undefined, [declared], { files: realFiles() })).toEqual([]);
});

// Else the accepted Stack and the lease come with the commit that they should judge.
it.each(['plan', 'apply'])('stops %s before anything is read', async (command) => {
  const yaml = manifests([keyYaml({ name: 'a' })], `${stackYaml}  coordination: { directory: m/state }\n`);
  const ended = await createDesk({ files: { 'm/a.yaml': yaml } }).run(command, '--sandbox', 'm');
  expect(ended.exit).toBe(1);
  expect(ended.both).toContain('store.inside-manifests');
});
