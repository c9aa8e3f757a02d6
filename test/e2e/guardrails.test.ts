import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keyYaml, manifests } from '../support/estate-facts.ts';
import { createDesk, exampleManifests } from './desk.test-helper.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/guardrails.md'), 'utf8');

it('refuses nothing of the example estate that the page allows, and names what it does not', async () => {
  const example = /```yaml\n(?<text>[\s\S]*?)```/u.exec(page)?.groups?.['text'] ?? '';
  const files = { ...exampleManifests(), 'ops/guardrails.yaml': example };
  const { exit, both } = await createDesk({ files }).run(
    'plan',
    '--sandbox',
    '--guardrails',
    'ops/guardrails.yaml',
  );
  // The example estate has kinds that the page leaves out. The lines of a long name break elsewhere.
  const listed = /kinds: \[(?<names>.*)\]/u.exec(example)?.groups?.['names']?.split(', ') ?? [];
  const used = Object.values(exampleManifests()).flatMap((text) => [...text.matchAll(/^kind: (\w+)/gmu)]);
  const left = new Set(
    used.map(([, kind = '']) => kind).filter((kind) => !['Stack', ...listed].includes(kind)),
  );
  expect(exit).toBe(1);
  expect(left.size).toBeGreaterThan(0);
  expect(new Set([...both.matchAll(/is\s+a\s+(\w+),\s+which/gu)].map(([, kind]) => kind))).toEqual(left);
  expect(both).not.toContain('unknown-field');
});

it('lets a typed yes release no class beyond it', async () => {
  const bounds =
    'apiVersion: keywright.dev/v1\nkind: Guardrails\nmetadata: { name: b }\nspec: { classes: [] }\n';
  const key = (enabled: boolean): string =>
    manifests([keyYaml({ name: 'data', spec: `description: data, enabled: ${String(enabled)}` })]);
  const desk = createDesk({ files: { 'm/a.yaml': key(true), 'ops/bounds.yaml': bounds }, typed: ['yes'] });
  expect(await desk.run('apply', '--sandbox=world', '--yes', 'm')).toMatchObject({ exit: 0 });
  await desk.disk.files.write('m/a.yaml', key(false));
  const ended = await desk.run('apply', '--sandbox=world', '--guardrails', 'ops/bounds.yaml', 'm');
  expect(ended, ended.both).toMatchObject({ exit: 3 });
  expect(ended.both).toContain('do not allow the release of disable');
});

it('names the guardrails file when it is missing, and does not blame the manifests', async () => {
  const desk = createDesk({ files: exampleManifests() });
  const missing = await desk.run('plan', '--sandbox', '--guardrails', 'ops/missing.yaml');
  expect(missing.exit).toBe(1);
  expect(missing.both).toContain('--guardrails ops/missing.yaml: there is no such file');
  expect(missing.both).not.toContain('of manifests, or a directory');
});

it('heads a comment with its subject when it cannot ask for confirmation', async () => {
  const desk = createDesk({ files: exampleManifests() });
  const silent = await desk.run('apply', '--sandbox', '-o', 'markdown');
  expect(silent).toMatchObject({
    exit: 1,
    out: expect.stringContaining('### Keywright did not run') as string,
  });
});
