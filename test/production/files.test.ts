import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/grammar/parse.ts';
import { askedFor } from '../../src/cli/starter/production/asked.ts';
import { accountsOf, productionFiles } from '../../src/cli/starter/production/files.ts';
import type { RolesAs } from '../../src/cli/starter/production/facts.ts';
import { parsePolicy } from '../../src/policy/index.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { isMap, type Tree } from '../../src/model/tree.ts';
import { account, productionFor, repository, stackIn, twoAccounts } from './estate.ts';

const estates = [
  { estate: 'new manifests', facts: productionFor('cli') },
  {
    estate: 'two accounts',
    facts: productionFor('cli', { stack: stackIn(new Map([['two.yaml', twoAccounts]])) }),
  },
  { estate: 'roles without workflows', facts: productionFor('cli', { github: undefined }) },
];

/** Lists every policy and trust policy by the role that it is of. */
function wanted(facts: (typeof estates)[number]['facts']): readonly string[] {
  return accountsOf(facts)
    .flatMap(({ callers, roles, bucket }) => [
      ...[...callers, ...roles].flatMap(({ trust, policies }) => [trust, ...policies]),
      ...(bucket === undefined ? [] : [bucket.policy]),
    ])
    .map((document) => JSON.stringify(document))
    .toSorted();
}

/** Finds whatever in a value is a policy document. */
function documentsIn(tree: Tree): readonly Tree[] {
  if (isMap(tree))
    return 'Statement' in tree ? [tree] : Object.values(tree).flatMap((member) => documentsIn(member));
  return Array.isArray(tree) ? (tree as readonly Tree[]).flatMap(documentsIn) : [];
}

/** Writes a document as JSON, with the provider that is there already. */
function withoutChoice(document: Tree): string {
  return JSON.stringify(document).replaceAll(
    /\{"Fn::If":\["CreatesGitHubProvider",\{"Ref":"GitHubProvider"\},("[^"]+")\]\}/gu,
    '$1',
  );
}

describe.each(estates)('for $estate', ({ facts }) => {
  it.each(['cli', 'terraform'] satisfies RolesAs[])('writes each policy as JSON for %s', (rolesAs) => {
    const files = productionFiles({ ...facts, rolesAs });
    const found = [...files]
      .filter(([path]) => path.startsWith('bootstrap/') && path.endsWith('.json'))
      .map(([, text]) => JSON.stringify(JSON.parse(text)));
    expect(found.toSorted()).toEqual(wanted(facts));
    const [script] = [...files].filter(([path]) => /create\.sh$|main\.tf$/u.test(path));
    const named = [...files.keys()].filter((path) =>
      path.startsWith(script?.[0].replace(/[^/]+$/u, '') ?? '-'),
    );
    for (const path of named.filter((one) => one.endsWith('.json')))
      expect(script?.[1]).toContain(path.split('/').at(-1));
  });

  // IAM keeps five versions of a policy: the sixth run would be refused.
  it('removes old versions of a policy before it adds one', () => {
    for (const [path, text] of productionFiles({ ...facts, rolesAs: 'cli' }))
      if (path.endsWith('create.sh'))
        expect(
          [...text.matchAll(/delete-policy-version --policy-arn (\S+)/gu)].map(([, arn]) => arn),
        ).toEqual([...text.matchAll(/create-policy-version --policy-arn (\S+)/gu)].map(([, arn]) => arn));
  });

  it('writes each policy into the templates for CloudFormation', () => {
    const templates = [...productionFiles({ ...facts, rolesAs: 'cloudformation' })].filter(([path]) =>
      path.endsWith('/keywright.yaml'),
    );
    expect(templates.length).toBe(facts.stack.settings.accounts.length);
    const found = templates.flatMap(([, text]) => documentsIn(load(text) as Tree)).map(withoutChoice);
    expect(found.toSorted()).toEqual(wanted(facts));
  });

  it('explains each file that can hold a comment in its first lines', () => {
    for (const rolesAs of ['cli', 'terraform', 'cloudformation'] as const)
      for (const [path, text] of productionFiles({ ...facts, rolesAs }))
        if (!/\.json$|\.gitignore$|README\.md$/u.test(path))
          expect(text, path).toMatch(/^(?:#!.*\n)?# .{20,}\n# .{20,}\n/u);
  });
});

describe('the coordination bucket', () => {
  const bucket = accountsOf(productionFor('cli')).flatMap(({ bucket }) => bucket ?? [])[0];
  const read = parsePolicy(bucket?.policy ?? {});
  const write = `arn:aws:iam::${account}:role/keywright-acme-write`;

  function asked(arn: string, action: string, secure = 'true'): string {
    if (read.is === 'refused') return 'refused';
    return evaluate(read.policy, {
      caller: { is: 'aws', arn },
      action,
      resource: `arn:aws:s3:::${bucket?.name ?? ''}${action.includes('Object') ? '/keywright/lease' : ''}`,
      context: { 'aws:SecureTransport': secure, 'aws:PrincipalArn': arn },
    }).why;
  }

  it.each(['s3:DeleteObjectVersion', 's3:DeleteBucket', 's3:PutBucketVersioning', 's3:PutBucketPolicy'])(
    'refuses %s when a role of Keywright asks',
    (action) => {
      expect(asked(write, action)).toBe('explicit-deny');
      expect(asked(`arn:aws:iam::${account}:role/admin`, action)).toBe('nothing-allows');
    },
  );

  it('leaves the rest to IAM over HTTPS, and refuses it over plain HTTP', () => {
    expect(asked(write, 's3:PutObject')).toBe('nothing-allows');
    expect(asked(write, 's3:PutObject', 'false')).toBe('explicit-deny');
  });
});

it('writes the steps in order: the account that others trust comes first', () => {
  const [, , facts] = [...estates.map(({ facts }) => facts)];
  const two = estates[1]?.facts;
  const readme = (one: typeof two): string =>
    one === undefined ? '' : (productionFiles(one).get('bootstrap/README.md') ?? '');
  expect(
    [...readme(two).matchAll(/^ {3}(bash .*|npm pack .*|gh pr .*)$/gmu)].map(([, line]) => line),
  ).toEqual([
    'bash bootstrap/444455556666/create.sh',
    `bash bootstrap/${account}/create.sh`,
    'npm pack /opt/keywright --pack-destination .github/keywright',
    'gh pr create --fill --base main',
  ]);
  expect(readme(facts)).not.toContain('github');
});

it.each([
  { asks: 'nothing more', more: {} },
  {
    asks: 'another branch and a person',
    more: {
      github: { repository, branch: 'release' },
      operators: [`arn:aws:iam::${account}:role/platform`],
    },
  },
  { asks: 'no workflows', more: { github: undefined } },
])('writes commands that write the same files again when init was asked for $asks', async ({ more }) => {
  const facts = productionFor('cloudformation', more);
  const files = productionFiles(facts);
  const section = files.get('bootstrap/README.md')?.split('## When the manifests need more')[1] ?? '';
  const removed = [...section.matchAll(/^rm (?:-r )?(.+)$/gmu)].flatMap(([, paths = '']) => paths.split(' '));
  const left = [...files.keys()].filter((path) => !removed.some((one) => `${path}/`.startsWith(`${one}/`)));
  expect(left).toEqual([]);

  const [, init = ''] = /^reconcile (init .+)$/mu.exec(section) ?? [];
  const parsed = await parseArguments(init.split(' '), () => undefined);
  if (parsed.is !== 'invocation') throw new Error(`init refuses: ${init}`);
  const { args, options } = parsed.invocation;
  const { rolesAs, github, operators } = facts;
  expect(args).toEqual([facts.directory]);
  expect(askedFor(options, facts.directory)).toMatchObject({ rolesAs, github, operators, bucket: undefined });
});
