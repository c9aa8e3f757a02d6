import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { starterFiles } from '../../src/cli/starter/files.ts';
import { stackParts } from '../../src/cli/starter/production/asked.ts';
import type { RolesAs } from '../../src/cli/starter/production/facts.ts';
import { productionFiles } from '../../src/cli/starter/production/files.ts';
import { kinds } from '../../src/kinds/index.ts';
import { stackKind } from '../../src/kinds/stack/index.ts';
import { loadStack } from '../../src/manifest/load.ts';
import type { Stack } from '../../src/model/resource.ts';

/** The folders below docs/recipes in which nothing but these files may be. */
export const recipeFolders = ['estate', 'github', 'roles'].map((name) => `docs/recipes/${name}`);

const named = {
  account: '111122223333',
  region: 'eu-central-1',
  bucket: 'acme-orders',
  stack: 'acme-orders',
  uid: 'e0b98649',
};
const asked = {
  is: 'asked',
  rolesAs: 'cli',
  github: { repository: 'acme/keys', branch: 'main' },
  bucket: 'acme-keywright',
  operators: [],
} as const;

/** Makes recipes of what `reconcile init` writes: manifests, workflows, and the roles for each tool. */
export function recipeFiles(root: string): ReadonlyMap<string, string> {
  const manifests = starterFiles({ ...named, ...stackParts(asked, named) });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const two = join(root, 'docs/recipes/two-accounts/stack.yaml');
  const written = (stack: Stack, rolesAs: RolesAs): ReadonlyMap<string, string> =>
    productionFiles({
      stack,
      directory: 'estate',
      rolesAs,
      version,
      packed: [],
      operators: [],
      github: asked.github,
    });
  const one = stackIn(manifests);
  return new Map([
    ...below('docs/recipes/estate', '', manifests),
    ...below('docs/recipes/github/workflows', '.github/workflows/', written(one, 'cli')),
    ...(['cli', 'cloudformation', 'terraform'] as const).flatMap((tool) => [
      ...below(`docs/recipes/roles/${tool}`, `bootstrap/${named.account}/`, written(one, tool)),
    ]),
    ...below(
      'docs/recipes/roles/two-accounts',
      'bootstrap/',
      written(stackIn(new Map([['stack.yaml', readFileSync(two, 'utf8')]])), 'cloudformation'),
    ),
  ]);
}

/** Puts the files of a folder of the repository for which init writes into a folder of the recipes. */
function below(
  folder: string,
  from: string,
  files: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  return [...files].flatMap(([path, text]) =>
    // The file beside them names where Keywright is on the machine that runs init.
    path.startsWith(from) && !path.endsWith('README.md')
      ? [[`${folder}/${path.slice(from.length)}`, text] as const]
      : [],
  );
}

function stackIn(files: ReadonlyMap<string, string>): Stack {
  const sources = [...files].map(([path, text]) => ({ path, text }));
  const loaded = loadStack(sources, kinds, { now: 0, stack: stackKind });
  if (loaded.is === 'refused') throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return loaded.stack;
}
