import { describe, expect, it } from 'vitest';
import { createDesk, type Desk } from './desk.test-helper.ts';

// The commands that ask a daemon, where there is none: they work on the journal and AWS of the manifests.

const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: {name: payments}
spec:
  uid: k7d2
  accounts: [{id: "111122223333", regions: [us-east-1]}]
  defaults: {account: "111122223333", region: us-east-1}
  mode: enforce
`;
const key = `apiVersion: keywright.dev/v1
kind: Key
metadata: {name: orders, labels: {team: payments}}
spec:
  description: Orders
  enabled: true
  rotation: {enabled: true}
  aliases: [alias/orders]
`;

async function applied(): Promise<Desk> {
  const desk = createDesk({ files: { 'estate/stack.yaml': stack, 'estate/key.yaml': key } });
  const ended = await desk.run('apply', 'estate', '--sandbox=world', '--yes', '--first-run');
  expect(ended.exit).toBe(0);
  return desk;
}

const here = ['estate', '--sandbox=world'] as const;

it('lists owned resources by a look of now', async () => {
  const desk = await applied();
  const ended = await desk.run('get', '-l', 'team=payments', ...here);

  expect(ended).toMatchObject({ exit: 0 });
  expect(ended.out).toMatch(
    /^RESOURCE +SYNC +HEALTH +READ\nAlias\/orders +InSync.*\nKey\/orders +InSync +Healthy +0s\n$/u,
  );
  expect((await desk.run('get', 'aliases', ...here, '-o', 'name')).out).toMatch(/^Alias\/[\w.-]+\n$/u);
});

it('prints no source and no daemon in its JSON', async () => {
  const desk = await applied();
  const { out } = await desk.run('get', ...here, '-o', 'json');
  expect(JSON.parse(out)).toMatchObject({ kind: 'ResourceList', items: [{ stack: 'payments' }, {}] });
  expect(out).not.toContain('"source"');
});

it('pauses beside the lease, says so in the status, and resumes', async () => {
  const desk = await applied();
  const paused = await desk.run('pause', 'Key/orders', ...here, '--for', '2h', '--reason', 'migration');
  expect(paused).toMatchObject({ exit: 0, err: '' });
  expect(paused.out).toContain('payments: ada pauses Key/orders until');

  expect((await desk.run('status', ...here)).out).toContain('Key/orders paused until');
  expect((await desk.run('resume', 'Key/orders', ...here)).exit).toBe(0);
  expect((await desk.run('status', ...here)).out).not.toContain('paused');
  expect((await desk.run('resume', ...here)).err).toContain('(control.nothing)');
});

it('refuses to pause what nothing declares', async () => {
  const desk = await applied();
  const ended = await desk.run('pause', 'Key/order', ...here, '--for', '2h', '--reason', 'x');
  expect(ended.exit).toBe(1);
  expect(ended.err).toContain('(cli.address)');
});

it('orders to stop, and an apply then writes nothing until the order is taken back', async () => {
  const desk = await applied();
  await desk.disk.files.write('estate/key.yaml', key.replace('description: Orders', 'description: Sold'));
  expect((await desk.run('stop', ...here, '--reason', 'incident 42')).exit).toBe(0);

  const held = await desk.run('apply', ...here, '--yes');
  expect(held.exit).toBe(3);
  expect(held.out).toContain('incident 42');
  expect((await desk.run('start', ...here)).exit).toBe(0);
  expect((await desk.run('apply', ...here, '--yes')).exit).toBe(0);
});

describe('a plan without a daemon', () => {
  it('has a name by which its steps are approved, and no other plan is', async () => {
    const desk = await applied();
    await desk.disk.files.write('estate/key.yaml', key.replace('enabled: true\n', 'enabled: false\n'));
    const plans = await desk.run('plans', ...here, '-o', 'json');
    const [row] = (
      JSON.parse(plans.out) as { items: { id: string; waiting: { step: string; classes: string[] }[] }[] }
    ).items;
    expect(row?.waiting).toMatchObject([{ classes: ['disable'] }]);

    const other = await desk.run('approve', 'f'.repeat(12), ...here, '--yes');
    expect(other.err).toContain('(control.plan)');
    const ended = await desk.run('approve', row?.id ?? '', ...here, '--yes');
    expect(ended).toMatchObject({ exit: 0, err: '' });
    expect(ended.out).toContain(`approves ${row?.waiting[0]?.step ?? ''}`);
  });
});

it.each([
  ['history', 'Key/orders'],
  ['rollback', 'abcdef1', '--for', '1h', '--reason', 'x', '--yes'],
  ['sync'],
  ['accept-baseline', 'abcdef1'],
])('says that %s needs a daemon, and how to start one', async (...argv) => {
  const ended = await createDesk({ files: {} }).run(...argv);
  expect(ended.exit).toBe(1);
  expect(ended.err).toContain('(control.needs-daemon)');
  expect(ended.err).toContain('reconcile daemon');
});

it('stops every replica although AWS does not answer, where decisions stand in a directory', async () => {
  const desk = createDesk({ files: { 'estate/stack.yaml': stack, 'estate/key.yaml': key } });
  // The port of discard: nothing is listening there.
  const unreachable = ['estate', '--endpoint', 'http://127.0.0.1:9', '--state-dir', 'state'] as const;
  const stopped = await desk.run('stop', ...unreachable, '--reason', 'incident 7');
  expect(stopped, stopped.err).toMatchObject({ exit: 0 });
  const paused = await desk.run('pause', ...unreachable, '--for', '1h', '--reason', 'incident 7');
  expect(paused, paused.err).toMatchObject({ exit: 0 });
  expect((await desk.run('start', ...unreachable)).exit).toBe(0);
});

it.each([
  { who: 'the user that it is lent to', to: 'ada', exit: 0 },
  { who: 'the user on this machine that it is lent to', to: 'ada@desk', exit: 0 },
  { who: 'somebody else', to: 'bob', exit: 1 },
])('gives a lent lease to the command line of $who: exit $exit', async ({ to, exit }) => {
  const desk = await applied();
  const lent = await desk.run('yield', ...here, '--to', to, '--for', '1h', '--reason', 'repair by hand');
  expect(lent.exit).toBe(0);

  const ended = await desk.run('apply', ...here, '--yes');

  expect(ended.exit).toBe(exit);
  if (exit === 1)
    expect(ended.err).toMatch(/lent the lease of this stack to bob until .* \(repair by hand\)/u);
});
