import type { Files } from '../../../src/runtime/files.ts';
import { digestOf } from '../../../src/model/digest.ts';
import type { Tree } from '../../../src/model/tree.ts';
import type { Desk } from '../../e2e/desk.test-helper.ts';
import { goodKey, goodStack, region } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const files = { 'manifests/stack.yaml': goodStack, 'manifests/key.yaml': goodKey };
const locked = 'the world of the sandbox is locked and opened';

/** A plan was saved; then somebody does this to its text. */
function saved(change: (text: string) => string = (text) => text): (desk: Desk) => Promise<unknown> {
  return async (desk) => {
    await desk.run('plan', '--sandbox=aws', '--out', 'plan.json', '--commit', 'abc123');
    await desk.disk.files.write('plan.json', change((await desk.disk.files.read('plan.json')) ?? ''));
  };
}

/** Changed by somebody who makes the digest anew. */
function forged(change: (file: Record<string, Tree>) => void): (desk: Desk) => Promise<unknown> {
  return saved((text) => {
    const { digest: _, ...file } = JSON.parse(text) as Record<string, Tree>;
    change(file);
    return JSON.stringify({ digest: digestOf(file), ...file });
  });
}

function row(
  name: string,
  before: Mistake['before'],
  about = 'plan.json',
  ...argv: readonly string[]
): Mistake {
  return {
    name,
    files,
    argv: argv.length > 0 ? argv : ['apply', 'plan.json', '--sandbox=aws', '--yes'],
    about,
    ...(before === undefined ? {} : { before }),
  };
}

/** The estate was applied, a change of it was planned and saved, and then AWS or the manifests moved. */
function moved(then: (desk: Desk) => Promise<unknown>): (desk: Desk) => Promise<unknown> {
  return async (desk) => {
    await desk.run('apply', '--sandbox=aws', '--yes');
    const key = (await desk.disk.files.read('manifests/key.yaml')) ?? '';
    await desk.disk.files.write('manifests/key.yaml', key.replace('the data', 'all data'));
    await desk.run('plan', '--sandbox=aws', '--out', 'plan.json');
    await then(desk);
  };
}

/** Something else is drift now, of which the plan says nothing. */
async function disabledByHand(desk: Desk): Promise<void> {
  const journal = (await desk.disk.files.read('aws/journal.jsonl')) ?? '';
  const KeyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/u.exec(journal)?.[0];
  await desk.raw('aws', { service: 'kms', operation: 'DisableKey', region, input: { KeyId } });
}

async function byHand(desk: Desk): Promise<void> {
  const world = (await desk.disk.files.read('aws/world.json')) ?? '';
  await desk.disk.files.write('aws/world.json', world.replaceAll('Encrypts the data', 'Changed by hand'));
}

function folder(disk: Files): Files {
  return { ...disk, stat: (path) => (path === 'plans' ? Promise.resolve('directory') : disk.stat(path)) };
}

const mistakes: readonly Mistake[] = [
  row(
    'a plan into a directory that is not there',
    undefined,
    'plans/plan.json',
    'plan',
    '--sandbox',
    '--out',
    'plans/plan.json',
  ),
  row(
    'a plan over a manifest',
    undefined,
    'manifests/key.yaml',
    'plan',
    '--sandbox',
    '--out',
    'manifests/key.yaml',
  ),
  {
    ...row('a plan over a directory', undefined, 'plans', 'plan', '--sandbox', '--out', 'plans'),
    through: folder,
  },
  row('showing a plan that is not there', undefined, 'plan.json', 'show', 'plan.json'),
  {
    ...row('showing a plan that nobody may read', saved(), 'plan.json', 'show', 'plan.json'),
    troubles: { 'plan.json': 'EACCES' },
  },
  row('showing a manifest', undefined, 'manifests/key.yaml', 'show', 'manifests/key.yaml'),
  row(
    'showing what -o json prints',
    async (desk) =>
      desk.disk.files.write('plan.json', (await desk.run('plan', '--sandbox', '-o', 'json')).out),
    'plan.json',
    'show',
    'plan.json',
  ),
  row('planning a saved plan', saved(), 'plan.json', 'plan', 'plan.json', '--sandbox=aws'),
  row(
    'a saved plan beside manifests',
    saved(),
    'plan.json',
    'apply',
    'plan.json',
    'manifests',
    '--sandbox=aws',
    '--yes',
  ),
  row(
    'a saved plan with a target',
    saved(),
    '--target',
    'apply',
    'plan.json',
    '--target',
    'Key/data',
    '--sandbox=aws',
    '--yes',
  ),
  row(
    'a saved plan of which half was copied',
    saved((text) => text.slice(0, 700)),
  ),
  row(
    'a saved plan with a comma too many',
    saved((text) => text.replace(',', ',,')),
  ),
  row(
    'a saved plan that somebody edited',
    saved((text) => text.replace('Encrypts the data', 'Encrypts nothing')),
  ),
  row(
    'a saved plan that lacks something',
    forged((file) => {
      delete file['restsOn'];
    }),
  ),
  row(
    'a saved plan put together from two',
    forged((file) => {
      file['plan'] = { ...(file['plan'] as Record<string, Tree>), uid: 'another-uid' };
    }),
    'another-uid',
  ),
  row(
    'a saved plan of a later version',
    forged((file) => {
      file['formatVersion'] = '9.0';
    }),
    '9.0',
  ),
  row(
    'a saved plan of other kinds',
    forged((file) => {
      file['madeBy'] = { ...(file['madeBy'] as Record<string, Tree>), kinds: 'other' };
    }),
    'other fields',
  ),
  row(
    'a saved plan of last year',
    forged((file) => {
      file['madeAt'] = '2025-01-01T00:00:00.000Z';
      file['expiresAt'] = '2025-01-02T00:00:00.000Z';
    }),
    '2025-01-02',
  ),
  row(
    'a saved plan of the sandbox for an endpoint',
    saved(),
    'embedded AWS',
    'apply',
    'plan.json',
    '--endpoint',
    'http://127.0.0.1:1',
    '--yes',
  ),
  row(
    'a saved plan of another commit',
    saved(),
    '--commit',
    'apply',
    'plan.json',
    '--sandbox=aws',
    '--yes',
    '--commit',
    'fff999',
  ),
  { ...row('a saved plan after somebody changed AWS', moved(byHand), 'Changed by hand'), writes: locked },
  {
    ...row('a saved plan after somebody disabled the key', moved(disabledByHand), 'not in this plan'),
    files: { ...files, 'manifests/key.yaml': `${goodKey}  enabled: true\n` },
    exit: 3,
    writes: 'what is in the plan is applied',
  },
];

/** Plans that were saved, and what became of them. */
export const planFiles: Topic = { name: 'plan-files', mistakes };
