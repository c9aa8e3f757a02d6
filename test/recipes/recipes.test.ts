import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { createDesk } from '../e2e/desk.test-helper.ts';

const root = join(import.meta.dirname, '../..');
const recipes = join(root, 'docs/recipes');
const production = '--ci github --repository acme/keys --coordination acme-keywright'.split(' ');
const fresh = '--bucket acme-orders --account 111122223333 --region eu-central-1'.split(' ');

/** Returns the files that `reconcile init` writes into an empty repository, or for the manifests that are there. */
async function written(
  words: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, string>> {
  const desk = createDesk({ files, seed: 'recipes' });
  const { exit, both } = await desk.run('init', 'estate', ...words);
  expect(exit, both).toBe(0);
  return desk.disk.contents();
}

/** Folders that `npm run docs` writes, and where the command line writes the same. */
const generated: readonly {
  readonly folder: string;
  /** Where `init` writes what the folder holds. */
  readonly from: string;
  readonly make: () => Promise<ReadonlyMap<string, string>>;
}[] = [
  { folder: 'estate', from: 'estate', make: () => written([...fresh, ...production, '--roles', 'cli']) },
  {
    folder: 'github/workflows',
    from: '.github/workflows',
    make: () => written([...fresh, ...production, '--roles', 'cli']),
  },
  ...(['cli', 'cloudformation', 'terraform'] as const).map((tool) => ({
    folder: `roles/${tool}`,
    from: 'bootstrap/111122223333',
    make: () => written([...fresh, ...production, '--roles', tool]),
  })),
  {
    folder: 'roles/two-accounts',
    from: 'bootstrap',
    make: () =>
      written(['--ci', 'github', '--repository', 'acme/keys', '--roles', 'cloudformation'], {
        'estate/stack.yaml': readFileSync(join(recipes, 'two-accounts/stack.yaml'), 'utf8'),
      }),
  },
];

describe('the folder of recipes', () => {
  it.each(generated)('holds in $folder what reconcile init writes', async ({ folder, from, make }) => {
    const files = new Map(
      [...(await make())].flatMap(([path, text]): [string, string][] =>
        path.startsWith(`${from}/`) && !path.endsWith('README.md')
          ? [[path.slice(from.length + 1), text]]
          : [],
      ),
    );
    expect(files.size).toBeGreaterThan(0);
    const place = join(recipes, folder);
    expect(filesBelow(place)).toEqual([...files.keys()].toSorted());
    for (const [path, text] of files) expect(readFileSync(join(place, path), 'utf8')).toBe(text);
  });

  it.each(filesBelow(recipes).filter((path) => /\.(?:json|ya?ml)$/u.test(path)))('reads %s', (path) => {
    const text = readFileSync(join(recipes, path), 'utf8');
    if (path.endsWith('.json')) JSON.parse(text);
    // Tags of CloudFormation (!Sub) are none of YAML; the lane of production reads templates.
    else if (!text.includes('AWSTemplateFormatVersion')) expect(loadAll(text).length).toBeGreaterThan(0);
  });

  it('keeps every resource in the removed blocks of Terraform', () => {
    const blocks = readFileSync(join(recipes, 'terraform/removed.tf'), 'utf8')
      .split(/^removed \{/mu)
      .slice(1);
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(block).toMatch(/from = aws_\w+\.\w+\n.*\n\s+destroy = false\n/u);
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
