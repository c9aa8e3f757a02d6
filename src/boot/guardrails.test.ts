import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { realFiles } from '../runtime/files.ts';
import { guardrailsAsked } from './guardrails.ts';

const root = mkdtempSync(join(tmpdir(), 'keywright-guardrails-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const text =
  'apiVersion: keywright.dev/v1\nkind: Guardrails\nmetadata: { name: ours }\nspec: { mode: approve }\n';
const estate = join(root, 'estate');
const manifests = join(estate, 'deep', 'manifests');
mkdirSync(join(estate, '.git'), { recursive: true });
mkdirSync(manifests, { recursive: true });
mkdirSync(join(root, 'ops'));
for (const directory of [estate, manifests, join(root, 'ops')])
  writeFileSync(join(directory, 'bounds.yaml'), text);
symlinkSync(join(estate, 'bounds.yaml'), join(root, 'ops', 'linked.yaml'));
symlinkSync(join(root, 'ops', 'bounds.yaml'), join(estate, 'out.yaml'));
symlinkSync(estate, join(root, 'alias'));

it.each([
  { why: 'a file elsewhere holds', file: 'ops/bounds.yaml', asked: 'ok' },
  {
    why: 'one beside the manifests is one of their commits',
    file: 'estate/deep/manifests/bounds.yaml',
    asked: 'refused',
  },
  { why: 'one elsewhere in their repository too', file: 'estate/bounds.yaml', asked: 'refused' },
  { why: 'a link that leads there is that file', file: 'ops/linked.yaml', asked: 'refused' },
  { why: 'a link in the repository can be changed by a commit', file: 'estate/out.yaml', asked: 'refused' },
  { why: 'another name of the repository is the repository', file: 'alias/bounds.yaml', asked: 'refused' },
])('$why', async ({ file, asked }) => {
  const found = await guardrailsAsked(join(root, file), [manifests], { files: realFiles() });
  expect(found.is).toBe(asked);
});

it('asks for nothing where no file was named', async () => {
  expect(await guardrailsAsked(undefined, [manifests], { files: realFiles() })).toEqual({ is: 'none' });
});
