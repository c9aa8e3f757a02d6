import type { Desk } from '../../e2e/desk.test-helper.ts';
import { goodKey, goodStack, region } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const files = { 'manifests/stack.yaml': goodStack, 'manifests/key.yaml': goodKey };
const locked = 'the world of the sandbox is locked and opened';

function row(name: string, before: (desk: Desk) => Promise<unknown>, about: string): Mistake {
  return { name, files, argv: ['apply', 'plan.json', '--sandbox=aws', '--yes'], about, before };
}

/** Applies the estate, plans a change of it and saves the plan; then AWS or the manifests move. */
function moved(then: (desk: Desk) => Promise<unknown>): (desk: Desk) => Promise<unknown> {
  return async (desk) => {
    await desk.run('apply', '--sandbox=aws', '--yes');
    const key = (await desk.disk.files.read('manifests/key.yaml')) ?? '';
    await desk.disk.files.write('manifests/key.yaml', key.replace('the data', 'all data'));
    await desk.run('plan', '--sandbox=aws', '--out', 'plan.json');
    await then(desk);
  };
}

/** Disables the key by hand: something else is drift now, of which the plan says nothing. */
async function disabledByHand(desk: Desk): Promise<void> {
  const journal = (await desk.disk.files.read('aws/journal.jsonl')) ?? '';
  const KeyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/u.exec(journal)?.[0];
  await desk.raw('aws', { service: 'kms', operation: 'DisableKey', region, input: { KeyId } });
}

async function byHand(desk: Desk): Promise<void> {
  const world = (await desk.disk.files.read('aws/world.json')) ?? '';
  await desk.disk.files.write('aws/world.json', world.replaceAll('Encrypts the data', 'Changed by hand'));
}

const mistakes: readonly Mistake[] = [
  { ...row('a saved plan after somebody changed AWS', moved(byHand), 'Changed by hand'), writes: locked },
  {
    ...row('a saved plan after somebody disabled the key', moved(disabledByHand), 'not in this plan'),
    files: { ...files, 'manifests/key.yaml': `${goodKey}  enabled: true\n` },
    exit: 3,
    writes: 'what is in the plan is applied',
  },
];

/** Plans that were saved, and from which AWS moved away since. */
export const stalePlans: Topic = { name: 'stale-plans', mistakes };
