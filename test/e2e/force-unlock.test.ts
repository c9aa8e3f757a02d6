import { describe, expect, it } from 'vitest';
import { day, minute, type Duration } from '../../src/model/instant.ts';
import { createDesk, morning, type Desk } from './desk.test-helper.ts';

const bob = 'bob@elsewhere:7';

/** Applies the example estate, and after that has bob take the lease. */
async function held(lasts: Duration = 30 * minute): Promise<Desk> {
  const desk = createDesk();
  expect((await desk.run('apply', '--sandbox=aws', '--yes')).exit).toBe(0);
  const lease = { holder: bob, term: 99, until: morning + lasts, released: false };
  await desk.disk.files.write('aws/lease/000000000099.json', JSON.stringify(lease));
  return desk;
}

/** Returns one state of the lease by its number; the disk in memory keeps it as the owner of a lock. */
async function leaseAt({ disk }: Desk, number: number): Promise<unknown> {
  const text = await disk.files.read(`aws/lease/000000000${String(number).padStart(3, '0')}.json`);
  return text === undefined ? undefined : JSON.parse((JSON.parse(text) as { readonly host: string }).host);
}

describe('reconcile force-unlock', () => {
  it('frees the lease of the holder that was named, after its deadline', async () => {
    const desk = await held();
    const refused = await desk.run('apply', '--sandbox=aws', '--yes');
    expect(refused.exit).toBe(1);
    expect(refused.err.replaceAll(/\s+/gu, ' ')).toContain(`reconcile force-unlock ${bob}`);

    const { exit, err } = await desk.run('force-unlock', bob, '--sandbox=aws');
    expect({ exit, err }).toMatchObject({ exit: 0 });
    expect(err).toMatch(/^The lease is no longer bob@elsewhere:7's\. Waiting .*\nThe lease is free\.\n$/u);
    expect(await leaseAt(desk, 100)).toMatchObject({ term: 100, until: morning + 30 * minute });
    expect(await leaseAt(desk, 101)).toMatchObject({ term: 100, released: true });
    expect((await desk.run('apply', '--sandbox=aws', '--yes')).exit).toBe(0);
  });

  it('waits as long as a lease lasts and no longer when the clock of the holder was a day ahead', async () => {
    const desk = await held(day);
    const { exit, err } = await desk.run('force-unlock', bob, '--sandbox=aws');
    expect({ exit, err }).toMatchObject({ exit: 0 });
    expect(err).toContain('Waiting 1m30s for');
    expect((await desk.run('apply', '--sandbox=aws', '--yes')).exit).toBe(0);
  });

  it('waits a full lease when it has expired only by the clock of this machine', async () => {
    const desk = await held(-10 * minute);
    const { exit, err } = await desk.run('force-unlock', bob, '--sandbox=aws');
    expect({ exit, err }).toMatchObject({ exit: 0 });
    expect(err).toContain('Waiting 1m30s for');
  });

  it('takes nothing from another holder than the one that was named', async () => {
    const desk = await held();
    const { exit, err } = await desk.run('force-unlock', 'carl@elsewhere:8', '--sandbox=aws');
    expect(exit).toBe(1);
    expect(err).toContain('(store.other-holder)');
    expect(await leaseAt(desk, 100)).toBeUndefined();
  });

  it('says that the lease is free when it is', async () => {
    const desk = createDesk();
    await desk.run('apply', '--sandbox=aws', '--yes');
    const { exit, err } = await desk.run('force-unlock', bob, '--sandbox=aws');
    expect({ exit, err }).toEqual({ exit: 0, err: 'The lease of this stack is free.\n' });
  });

  it('keeps what is unfinished, and names it', async () => {
    const desk = await held();
    const intent = {
      id: 'i1',
      address: 'Key/backups',
      place: { account: '111122223333', region: 'us-east-1' },
      at: morning,
      visible: [],
    };
    const journal = (await desk.disk.files.read('aws/journal.jsonl')) ?? '';
    await desk.disk.files.write('aws/journal.jsonl', `${journal}${JSON.stringify({ is: 'open', intent })}\n`);
    const { exit, err } = await desk.run('force-unlock', bob, '--sandbox=aws');
    expect({ exit, err }).toMatchObject({ exit: 0 });
    expect(err).toContain('The next run resolves unfinished creates: Key/backups.');
    expect(await desk.disk.files.read('aws/journal.jsonl')).toContain('"i1"');
  });
});
