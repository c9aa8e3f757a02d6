import { describe, expect, it } from 'vitest';
import { readSources } from '../../src/manifest/sources/directory.ts';
import { createDesk } from './desk.test-helper.ts';

const manifests = `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts: [{ id: '111122223333', regions: [eu-central-1] }]
  defaults: { account: '111122223333', region: eu-central-1 }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: orders }
spec: { description: Orders }
`;

describe.each([
  { where: 'the current directory', file: 'a.yaml', path: '.', sandbox: 'aws' },
  {
    where: 'a directory of manifests',
    file: 'manifests/a.yaml',
    path: 'manifests',
    sandbox: 'manifests/aws',
  },
  { where: 'the directory of manifests itself', file: 'm/a.yaml', path: 'm', sandbox: 'm' },
])('an embedded AWS kept below $where', ({ file, path, sandbox }) => {
  // A second run read the world, the lease and the decisions as manifests, and refused each of them.
  it('is never read as manifests', async () => {
    const desk = createDesk({ files: { [file]: manifests } });
    const kept = `--sandbox=${sandbox}`;
    expect(await desk.run('apply', path, kept, '--yes')).toMatchObject({ exit: 0 });
    for (const one of ['world.json', 'lease/000000000001.json', 'decisions/000000000001.json'])
      expect(await desk.disk.files.read(`${sandbox}/${one}`), one).toBeDefined();
    expect(await desk.run('plan', path, kept)).toMatchObject({ exit: 0 });
    expect(await desk.run('validate', path)).toMatchObject({ exit: 0 });
    expect(await desk.run('fmt', path, '--diff')).toMatchObject({
      out: expect.not.stringContaining('.json'),
    });
    const read = await readSources([path], desk.disk.files);
    expect(read.map((source) => source.path)).toEqual([file]);
  });

  it('is refused when one of its files is named as a manifest', async () => {
    const desk = createDesk({ files: { [file]: manifests } });
    await desk.run('apply', path, `--sandbox=${sandbox}`, '--yes');
    expect(await desk.run('validate', `${sandbox}/world.json`)).toMatchObject({ exit: 1 });
  });
});
