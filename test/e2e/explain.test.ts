import { expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { explanationJsonSchema } from '../../src/report/formats/explanation.ts';
import { createDesk } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

const desk = createDesk({ files: {} });

it('explains without manifests and without AWS', async () => {
  const { exit, out, err } = await desk.run('explain', 'key.rotation.periodInDays');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(out).toContain('FIELD:    spec.rotation.periodInDays <integer>');
});

it('explains in one JSON value for a program', async () => {
  const { out } = await desk.run('explain', 'Key.rotation.enabled', '-o', 'json');
  expectGolden('outputs/explanation.json', out);
  expect(JSON.parse(out)).toMatchObject({
    kind: 'Explanation',
    field: { path: 'spec.rotation.enabled', facet: { name: 'rotation' } },
  });
});

it.each([
  [],
  ['aws'],
  ['cut-off'],
  ['Loosen'],
  ['policy.sid'],
  ['metadata.adopt'],
  ['Stack'],
  ...kinds.map(({ kind }) => [kind]),
])('explains %s as its published schema says', async (...argv) => {
  const { out } = await desk.run('explain', ...argv, '-o', 'json');
  expect(explanationJsonSchema.safeParse(JSON.parse(out)).error).toBeUndefined();
});

it.each([
  { argv: ['explain', 'Kye'], says: 'unknown kind Kye: did you mean "Key"?' },
  {
    argv: ['explain', 'aws.forbiden'],
    says: 'unknown error code aws.forbiden: did you mean "aws.forbidden"?',
  },
  { argv: ['schema', 'Buckt'], says: 'unknown kind Buckt: did you mean "Bucket"?' },
  { argv: ['schema', '--output-format', 'pln'], says: 'one of plan, apply-result, diagnostics' },
])('$argv says what is meant, and exits with 1', async ({ argv, says }) => {
  const { exit, err, out } = await desk.run(...argv);
  expect({ exit, out }).toEqual({ exit: 1, out: '' });
  expect(err).toContain(says);
});

it.each([
  { argv: [], id: 'https://keywright.dev/schemas/v1/manifest.json' },
  { argv: ['bucketencryption'], id: 'https://keywright.dev/schemas/v1/bucket-encryption.json' },
  { argv: ['--output-format', 'plan'], id: 'https://keywright.dev/schemas/output/v1/plan.json' },
])('prints one schema and nothing else for schema $argv', async ({ argv, id }) => {
  const { exit, out, err } = await desk.run('schema', ...argv);
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({ $id: id });
});
