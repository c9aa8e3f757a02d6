import { expect, it } from 'vitest';
import { stackKind } from '../../kinds/stack/index.ts';
import { kinds } from '../../kinds/index.ts';
import { loadStack } from '../../manifest/load.ts';
import { starterFiles } from './files.ts';

it.each([
  { why: 'hexadecimal digits that YAML reads as a number', uid: '54328e59', bucket: 'orders' },
  { why: 'digits alone', uid: '12345678', bucket: '20261130' },
  { why: 'a word of YAML', uid: '0a1b2c3d', bucket: 'true' },
  { why: 'nothing of all that', uid: 'ab12cd34', bucket: 'orders' },
])('writes manifests that are valid when a name is $why', ({ uid, bucket }) => {
  const facts = { account: '111122223333', region: 'eu-central-1', bucket, stack: bucket, uid };
  const files = [...starterFiles(facts)].map(([path, text]) => ({ path, text }));
  const loaded = loadStack(files, kinds, { now: 0, stack: stackKind });
  expect(loaded.is === 'refused' ? loaded.diagnostics : []).toEqual([]);
  if (loaded.is === 'refused') return;
  expect(loaded.stack.settings).toMatchObject({ name: bucket, uid });
});
