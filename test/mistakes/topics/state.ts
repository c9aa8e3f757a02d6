import { noDecisions } from '../../../src/model/decisions.ts';
import type { Files } from '../../../src/runtime/files.ts';
import type { Desk } from '../../e2e/desk.test-helper.ts';
import { goodKey, goodStack } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const later = Date.UTC(2030, 0, 1);
const apply = ['apply', '--sandbox=aws', '--yes'];
const header = '{"keywright":"journal","version":1,"bornAt":1793610000000}\n';

/** Applies an estate, kept in the directory `aws`. */
function applied(desk: Desk): Promise<unknown> {
  return desk.run(...apply);
}

function then(path: string, text: string): (desk: Desk) => Promise<unknown> {
  return async (desk) => {
    await applied(desk);
    await desk.disk.files.write(path, text);
  };
}

function lease(text: string): (desk: Desk) => Promise<unknown> {
  return (desk) => desk.disk.files.write('aws/lease/000000000099.json', text);
}

/** Returns decisions of persons about the estate of the mistakes. */
function decided(decisions: object): (desk: Desk) => Promise<unknown> {
  const document = {
    keywright: 'decisions',
    version: 1,
    stack: { name: 'shop', uid: '0a1b2c3d4e5f' },
    sequence: 1,
    writer: '',
    decisions: { ...noDecisions, ...decisions },
  };
  return (desk) => desk.disk.files.write('aws/decisions/000000000001.json', JSON.stringify(document));
}

const incident = { id: 'd1', by: { id: 'uid:1000', name: 'ada' }, at: 0, why: 'INC-7', until: later };

/** Simulates another writer that is always faster. */
function contended(files: Files): Files {
  return {
    ...files,
    lock: (path, owner) =>
      path.endsWith('.json') ? Promise.resolve({ is: 'refused', by: undefined }) : files.lock(path, owner),
  };
}

const home = { 'manifests/stack.yaml': goodStack, 'manifests/key.yaml': goodKey };

function shared(lines: string): Readonly<Record<string, string>> {
  return { ...home, 'manifests/stack.yaml': `${goodStack}  coordination: ${lines}\n` };
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a state that lies among the manifests',
    files: shared('{ directory: manifests/state }'),
    argv: ['plan', '--sandbox'],
    about: 'manifests/state',
  },
  {
    name: 'a journal that somebody edited',
    argv: apply,
    before: then('aws/journal.jsonl', `${header}{"is":"open"}\n`),
    about: 'aws/journal.jsonl',
    writes: 'the world is locked first',
  },
  {
    name: 'a journal without its first line',
    argv: apply,
    before: then('aws/journal.jsonl', 'hello\nworld\n'),
    about: 'aws/journal.jsonl',
    writes: 'the world is locked first',
  },
  {
    name: 'two Stacks that share a state directory',
    files: {
      ...home,
      'other/stack.yaml': goodStack.replace('uid: ', 'uid: other-').replace('shop', 'other'),
      'other/key.yaml': goodKey,
    },
    argv: [...apply, 'other'],
    before: applied,
    about: 'aws/journal.jsonl',
    writes: 'the world is locked first',
  },
  {
    name: 'a journal of a later version',
    argv: apply,
    before: then('aws/journal.jsonl', header.replace('"version":1', '"version":7')),
    about: 'aws/journal.jsonl',
    writes: 'the world is locked first',
  },
  {
    name: 'a memory of a later version',
    argv: apply,
    before: then('aws/memory.jsonl', '{"keywright":"memory","version":7}\n'),
    about: 'aws/memory.jsonl',
    writes: 'the world is locked first',
  },
  {
    name: 'a memory that cannot be read',
    argv: ['plan', '--sandbox=aws'],
    before: then('aws/memory.jsonl', '{"keywright":"memory","version":1}\nnonsense\n{}\n'),
    about: 'aws/memory.jsonl',
    exit: 0,
  },
  {
    name: 'a lease that somebody edited',
    argv: apply,
    before: lease('{"holder":'),
    about: 'aws/lease/000000000099.json',
    writes: 'the world is locked first',
  },
  {
    name: 'decisions that somebody edited',
    argv: apply,
    before: (desk) => desk.disk.files.write('aws/decisions/000000000099.json', '{"pauses":'),
    about: 'aws/decisions/000000000099.json',
    writes: 'the world is locked first',
  },
  {
    name: 'a file STOP beside the lease',
    argv: apply,
    before: (desk) => desk.disk.files.write('aws/STOP', 'INC-7\n'),
    about: 'engine.paused',
    exit: 3,
    writes: 'the world is locked first',
  },
  {
    name: 'a Stack that a person paused',
    argv: apply,
    before: decided({ pauses: [incident] }),
    about: 'engine.paused',
    exit: 3,
    writes: 'the world is locked first',
  },
  {
    name: 'a Stack that a person froze',
    argv: apply,
    before: decided({ freeze: incident }),
    about: 'engine.frozen',
    exit: 3,
    writes: 'the world is locked first',
  },
  {
    name: 'a Stack that a person pinned to a commit',
    argv: [...apply, '--commit=2222222'],
    before: decided({ pin: { ...incident, commit: '1111111' } }),
    about: 'engine.frozen',
    exit: 3,
    writes: 'the world is locked first',
  },
  {
    name: 'a lease that another holds',
    argv: apply,
    before: lease(`{"holder":"bob@elsewhere:7","term":99,"until":${String(later)},"released":false}`),
    about: 'bob@elsewhere:7',
    writes: 'the world is locked first',
  },
  {
    name: 'a lease that is taken from who does not hold it',
    argv: ['force-unlock', 'carl@elsewhere:8', '--sandbox=aws'],
    before: lease(`{"holder":"bob@elsewhere:7","term":99,"until":${String(later)},"released":false}`),
    about: 'carl@elsewhere:8',
    writes: 'the world is locked first',
  },
  {
    name: 'a lease that another always gets first',
    argv: apply,
    through: contended,
    about: 'aws/lease',
    writes: 'the world is locked first',
  },
  {
    name: 'a disk that is full',
    argv: apply,
    troubles: { 'aws/journal.jsonl': 'ENOSPC' },
    about: 'aws/journal.jsonl',
    writes: 'the world is locked first',
  },
  {
    name: 'a state that nobody may read',
    argv: apply,
    troubles: { 'aws/journal.jsonl': 'EACCES' },
    about: 'aws/journal.jsonl',
    writes: 'the world is locked first',
  },
  {
    name: 'a memory on a read-only disk',
    argv: apply,
    troubles: { 'aws/memory.jsonl': 'EROFS' },
    about: 'aws/memory.jsonl',
    writes: 'the world is locked first',
  },
  { name: 'a directory that cannot be made', argv: apply, troubles: { aws: 'EROFS' }, about: 'aws' },
  {
    name: 'a world that another run changes',
    argv: apply,
    before: (desk) =>
      desk.disk.files.lock('aws/lock', { pid: 1, host: 'desk', note: 'bob@desk:1 (reconcile apply)' }),
    about: 'bob@desk:1',
  },
  {
    name: 'a world that is no world',
    argv: ['plan', '--sandbox=aws'],
    files: { ...home, 'aws/world.json': '{"keys": []}' },
    about: 'aws/world.json',
  },
  {
    name: 'a world that is no JSON',
    argv: ['plan', '--sandbox=aws'],
    files: { ...home, 'aws/world.json': 'hello' },
    about: 'aws/world.json',
  },
  {
    name: 'a world that is a directory nobody may read',
    argv: ['plan', '--sandbox=aws'],
    files: { ...home, 'aws/world.json': '{}' },
    troubles: { 'aws/world.json': 'EACCES' },
    about: 'aws/world.json',
  },
  {
    name: 'no home and no state directory',
    argv: ['plan'],
    files: home,
    variables: { HOME: '', XDG_STATE_HOME: '' },
    about: 'HOME',
  },
  {
    name: 'a state directory that is relative',
    argv: ['plan'],
    files: home,
    variables: { HOME: 'ada', XDG_STATE_HOME: 'state' },
    about: 'XDG_STATE_HOME',
  },
  {
    name: 'a shared directory that nobody may read',
    argv: ['plan'],
    files: shared('{ directory: /srv/keywright }'),
    troubles: { '/srv/keywright': 'EACCES' },
    about: '/srv/keywright',
  },
];

/** What Keywright keeps for itself: journal, lease, memory and the world of the sandbox. */
export const state: Topic = { name: 'state', mistakes };
