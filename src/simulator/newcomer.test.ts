import { afterEach, expect, it } from 'vitest';
import type { Transport } from '../aws/transport.ts';
import { minute } from '../model/instant.ts';
import { planIdOf } from '../model/plan-id.ts';
import { raw } from './behind.ts';
import { controlOf, personCalled } from './control.test-helper.ts';
import { account, admin, stackText } from './estate.ts';
import { createWorld, type World } from './world.ts';

const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

function worldOf(text: string): World {
  const world = createWorld({ seed: 5 });
  worlds.push(world);
  world.repository.commit(text);
  return world;
}

it('creates what refers to a key once the key is there, and not with the next full look', async () => {
  const world = worldOf(stackText({ keys: 1, version: 0 }));
  let refuses = true;
  const network = (aws: Transport): Transport => ({
    send: (request) =>
      refuses && request.op === 'kms:CreateKey'
        ? Promise.resolve({ is: 'error', name: 'AccessDeniedException', message: 'not yet', sent: true })
        : aws.send(request),
  });
  world.start({ network });
  await world.advance(5 * minute);
  refuses = false;
  await world.advance(11 * minute);
  expect(raw(world, 'kms', 'DescribeKey', { KeyId: 'alias/app-0' }), world.log.join('\n')).toBeDefined();
});

it('plans again once a loosened Stack is accepted: its new rules no longer show as waiting', async () => {
  const text = stackText({ keys: 1, version: 0 });
  const world = worldOf(text);
  const daemon = world.start();
  await world.advance(15 * minute);
  const root = `arn:aws:iam::${account}:root`;
  const opened = text
    .replace('  defaults:', `  keyAdministrators: ["${admin}"]\n  defaults:`)
    .replace(`{"AWS":"${root}"}`, `{"AWS":["${root}","${admin}"]}`);
  world.repository.commit(opened);
  await world.advance(2 * minute);
  const { plan } = daemon.controller.state();
  expect(plan?.stackChange).toMatchObject({ gate: { is: 'approval' } });
  if (plan === undefined) return;
  const control = controlOf(daemon, world);
  await control.approve({ plan: planIdOf(plan), steps: ['Stack/shop#change'] }, personCalled('ada'));
  await world.advance(9 * minute);
  expect(daemon.controller.state().plan?.stackChange).toBeUndefined();
  expect(daemon.controller.state().plan?.steps.filter(({ gate }) => gate.is === 'approval')).toEqual([]);
});

it('tells while a pass is under way what it waits for', async () => {
  const world = worldOf(stackText({ keys: 1, version: 0 }));
  const { controller } = world.start();
  await world.advance(30_000);
  expect(controller.state().underWay?.waits?.why).toMatch(/^Key\/app-0: /u);
  await world.advance(5 * minute);
  expect(controller.state().underWay).toBeUndefined();
});

it('tries again soon to revoke a grant that lost its manifest, and not with the next full look', async () => {
  const text = stackText({ keys: 1, version: 0 }).replace('  defaults:', '  release: [cut-off]\n  defaults:');
  const grant = `---
apiVersion: keywright.dev/v1
kind: Grant
metadata: { name: reader, prune: auto }
spec:
  key: { ref: Key/app-0 }
  granteePrincipal: "${admin}"
  operations: [Decrypt]
`;
  const world = worldOf(`${text}${grant}`);
  let refuses = true;
  const network = (aws: Transport): Transport => ({
    send: (request) =>
      refuses && request.op === 'kms:RevokeGrant'
        ? Promise.resolve({
            is: 'error',
            name: 'KMSInternalException',
            message: 'try later',
            status: 500,
            sent: true,
          })
        : aws.send(request),
  });
  world.start({ network });
  await world.advance(15 * minute);
  expect(grantsOf(world)).toHaveLength(1);
  world.repository.commit(text);
  await world.advance(3 * minute);
  refuses = false;
  await world.advance(6 * minute);
  expect(grantsOf(world), world.log.slice(-15).join('\n')).toHaveLength(0);
});

function grantsOf(world: World): unknown {
  const key = raw(world, 'kms', 'DescribeKey', { KeyId: 'alias/app-0' })?.['KeyMetadata'];
  const { KeyId } = key as { readonly KeyId: string };
  return raw(world, 'kms', 'ListGrants', { KeyId, Limit: 100 })?.['Grants'];
}
