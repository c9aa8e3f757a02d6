import { expect, it } from 'vitest';
import { createRecorder, type Recorder } from '../../src/daemon/record/recorder.ts';
import { verifyRecord } from '../../src/daemon/record/verify.ts';
import { recordingWrites } from '../../src/daemon/record/writes.ts';
import type { WriteRecord } from '../../src/engine/ports.ts';
import type { Event, History } from '../../src/model/history.ts';
import { hour } from '../../src/model/instant.ts';
import { createVolatileHistory } from '../../src/store/memory/history.ts';
import { account, createEstate, endings, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyYaml, manifests } from '../support/estate-facts.ts';

interface Kept {
  readonly history: History;
  readonly lines: string[];
  readonly recorder: Recorder;
  writes(): WriteRecord;
}

function keeping(estate: Estate, print: () => Promise<void> = () => Promise.resolve()): Kept {
  const history = createVolatileHistory();
  const lines: string[] = [];
  const recorder = createRecorder({
    history,
    print: async (line) => {
      await print();
      lines.push(line);
    },
    newId: () => 'chain',
    stack: { name: 'test', uid: 'u1' },
    predecessor: () => Promise.resolve(undefined),
    failed: () => undefined,
  });
  const context = { clock: estate.clock, subject: 'daemon@here', commit: 'c1', plan: () => 'p1' };
  return {
    history,
    lines,
    recorder,
    writes: () => recordingWrites(recorder, { ...context, approvedBy: () => 'uid:1000' }),
  };
}

async function eventsOf({ history }: Kept): Promise<readonly Event[]> {
  return (await history.events({}, { limit: 1000 })).toReversed();
}

const a = manifests([keyYaml({ name: 'a' })]);

it('records each write before it is sent, and then with the id that AWS gave the request', async () => {
  const estate = createEstate();
  const kept = keeping(estate);
  const { requests } = await applied(estate, a, { writes: kept.writes() });
  const events = await eventsOf(kept);
  const sent = requests.filter(({ access }) => access === 'write');
  expect(events.map(({ is }) => is)).toEqual(['chain-began', ...sent.flatMap(() => ['writing', 'wrote'])]);
  expect(events.filter(({ is }) => is === 'wrote').map(({ awsRequestId }) => awsRequestId)).toEqual(
    sent.map(({ requestId }) => requestId),
  );
  const [, writing, wrote] = events;
  expect(writing).toMatchObject({
    subject: 'daemon@here',
    commit: 'c1',
    plan: 'p1',
    address: 'Key/a',
    step: 'Key/a#create',
    detail: { call: { op: 'kms:CreateKey' }, approvedBy: 'uid:1000' },
  });
  expect(wrote?.awsRequestId).toMatch(/^0{8}-/u);
  expect(kept.lines).toHaveLength(events.length);
  expect(verifyRecord(kept.lines)).toMatchObject({ is: 'whole', lines: events.length });
});

it('records the document that a write takes the place of', async () => {
  const estate = createEstate({ principals: [`arn:aws:iam::${account}:role/app`] });
  const policy = (action: string): string =>
    manifests([
      documentYaml('Bucket', 'name: b', 'name: kw-b'),
      documentYaml(
        'BucketPolicy',
        'name: b',
        `bucket: { ref: Bucket/b }, ownership: document, document: { Version: '2012-10-17', Statement: [{ Sid: A, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:role/app' }, Action: '${action}', Resource: 'arn:aws:s3:::kw-b/*' }] }`,
      ),
    ]);
  await applied(estate, policy('s3:GetObject'), { approve: 'shown' });
  await estate.advance(hour);
  const kept = keeping(estate);
  await applied(estate, policy('s3:PutObject'), { approve: 'shown', writes: kept.writes() });
  const writing = (await eventsOf(kept)).filter(({ replaced }) => replaced !== undefined);
  expect(writing.length).toBeGreaterThan(0);
  expect(JSON.stringify(writing[0]?.replaced)).toContain('s3:GetObject');
});

it.each([
  { what: 'the history', broken: 'history' },
  { what: 'standard output', broken: 'print' },
] as const)('sends no write that $what cannot keep (rule 15)', async ({ broken }) => {
  const estate = createEstate();
  const kept = keeping(estate, () =>
    broken === 'print' ? Promise.reject(new Error('ENOSPC')) : Promise.resolve(),
  );
  if (broken === 'history') kept.history.append = () => Promise.reject(new Error('ENOSPC'));
  const answer = await applied(estate, a, { writes: kept.writes() });
  expect(endings(answer)['Key/a#create']).toMatch(/^failed: record.failed .* cannot be recorded/u);
  expect(answer.requests.filter(({ access }) => access === 'write')).toEqual([]);
  // It is certain that nothing was made, so the next run need not look for it.
  expect(await estate.store.journal.openIntents()).toEqual([]);
});

it('sends no further write when the answer to one could not be recorded', async () => {
  const estate = createEstate();
  const kept = keeping(estate);
  let appends = 0;
  const { append } = kept.history;
  kept.history.append = (event) => {
    appends += 1;
    return appends > 2 ? Promise.reject(new Error('ENOSPC')) : append(event);
  };
  const two = manifests([keyYaml({ name: 'a', spec: 'description: a, aliases: [alias/a]' })]);
  const answer = await applied(estate, two, { writes: kept.writes() });
  expect(answer.requests.filter(({ access }) => access === 'write').map(({ op }) => op)).toEqual([
    'kms:CreateKey',
  ]);
  expect((await eventsOf(kept)).map(({ is }) => is)).toEqual(['chain-began', 'writing']);
});
