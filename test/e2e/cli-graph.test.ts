import { expect, it } from 'vitest';
import { createDesk } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

it('draws the example estate as a flowchart', async () => {
  const { exit, out, err } = await createDesk().run('graph');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expectGolden('graph.mmd', out);
});

it('draws a target with all its dependencies and nothing else', async () => {
  const { out } = await createDesk().run('graph', '-o', 'json', '--target', 'Alias/customer-data.us-west-2');
  const { nodes, edges } = JSON.parse(out) as {
    readonly nodes: readonly { readonly address: string }[];
    readonly edges: readonly unknown[];
  };
  expect(nodes.map(({ address }) => address)).toEqual([
    'Alias/customer-data.us-west-2',
    'Key/customer-data',
    'ReplicaKey/customer-data-west',
  ]);
  expect(edges).toHaveLength(2);
});

it('leaves no arrow to an excluded resource', async () => {
  const { out } = await createDesk().run('graph', '-o', 'dot', '--exclude', 'Key/backups');
  expect(out).not.toContain('Key/backups');
  expect(out).toContain('Alias/backups-current');
});

it.each([
  { why: 'manifests that are not valid', argv: ['graph', 'nowhere'], says: 'no such file' },
  {
    why: 'an unknown target',
    argv: ['graph', '--target', 'Key/backup'],
    says: 'did you mean "Key/backups"?',
  },
  { why: 'another shell', argv: ['completion', 'tcsh'], says: 'one of bash, zsh, fish' },
])('$why', async ({ argv, says }) => {
  const { exit, out, err } = await createDesk().run(...argv);
  expect({ exit, out }).toEqual({ exit: 1, out: '' });
  expect(err).toContain(says);
});

it('addresses are offered to a shell; none while the manifests are not valid', async () => {
  expect((await createDesk().run('__complete', 'plan', '--target', '')).out).toContain('Key/backups\n');
  const broken = createDesk({ files: { 'manifests/a.yaml': 'kind: Key\n' } });
  expect(await broken.run('__complete', 'plan', '--target', '')).toMatchObject({ exit: 0, out: '', err: '' });
});
