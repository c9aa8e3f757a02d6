import { afterEach, expect, it } from 'vitest';
import { isRefusal, type Caller, type Control } from '../daemon/control/control.ts';
import { createControl } from '../daemon/control/create.ts';
import type { AnswerOf } from '../daemon/control/operations.ts';
import { createBounds } from '../daemon/control/speculate/bounds.ts';
import { minute } from '../model/instant.ts';
import { raw } from './behind.ts';
import { personCalled } from './control.test-helper.ts';
import { account, openPolicy, otherAccount, stackText } from './estate.ts';
import { createWorld, type Daemon, type World } from './world.ts';

// Whoever sends manifests chooses nothing but what is planned: no role, no account, no Region (authority.md §1.3).

const ci: Caller = { ...personCalled('ci'), bindings: [{ role: 'planner' }] };
const text = stackText({ keys: 3, version: 0 });
const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

/** Leaves out when things were found. */
function withoutTimes(value: object): string {
  return JSON.stringify(value)
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'T')
    .replaceAll(/estate\.yaml|[\w/]+\.yaml/gu, 'F');
}

interface Scene {
  readonly daemon: Daemon;
  readonly world: World;
  readonly control: Control;
  speculate(declared: string, by?: Caller): Promise<AnswerOf<'speculate'>>;
}

async function looked(from = text): Promise<Scene> {
  const world = createWorld({ seed: 1 });
  worlds.push(world);
  world.repository.commit(from);
  const daemon = world.start();
  await world.advance(75 * minute);
  const { clock } = world;
  const now = (): number => clock.now();
  const control = createControl({
    controllers: [daemon.controller],
    now,
    newId: () => 'id',
    speculating: { bounds: createBounds(now), clock },
  });
  return {
    world,
    daemon,
    control,
    async speculate(declared, by = ci) {
      const answer = await control.speculate({ files: [{ path: 'estate.yaml', text: declared }] }, by);
      if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
      return answer;
    },
  };
}

it('asks AWS nothing when the sent manifests are those in force', async () => {
  const { speculate } = await looked();
  const answer = await speculate(text);
  expect(answer).toMatchObject({ exitCode: 0, diagnostics: [], observed: { asked: 0, refused: 0 } });
  expect(answer.observed?.kept).toBeGreaterThan(0);
});

it('plans a change, and gives the plan no name by which it could be approved', async () => {
  const { speculate } = await looked();
  const { exitCode, plan } = await speculate(stackText({ keys: 3, version: 1 }));
  expect(exitCode).toBe(2);
  expect(plan?.counts.change).toBe(3);
  expect(plan).not.toHaveProperty('id');
});

it('gives the plan that a look at this moment gives', async () => {
  const { world, daemon, control, speculate } = await looked();
  raw(world, 'kms', 'DisableKey', { KeyId: 'alias/app-1' });
  await world.advance(75 * minute);
  const declared = stackText({ keys: 4, version: 1 });
  const id = world.repository.commit(declared);
  const fresh = await control.preview({ of: { is: 'revision', id } }, personCalled('ada'));
  const { plan } = await speculate(declared);
  if (isRefusal(fresh) || plan === undefined) throw new Error('no plan');
  const { id: _, commit: __, at: ___, ...looks } = fresh;
  const { at: ____, estimate: _____, ...kept } = plan;
  expect(withoutTimes(kept)).toEqual(withoutTimes(looks));
  expect(daemon.controller.state().inForce?.id).not.toBe(id);
});

it('reads only what no look has read when the sent manifests declare a new key', async () => {
  const { speculate } = await looked();
  const { plan, observed } = await speculate(stackText({ keys: 4, version: 0 }));
  expect(plan?.counts.add).toBe(2);
  expect(observed?.asked).toBeLessThanOrEqual(5);
});

it('shows the access that sent manifests open', async () => {
  const { speculate } = await looked();
  const { exitCode, plan } = await speculate(text.replace(/policy: .*/u, `policy: ${openPolicy}`));
  expect(exitCode).toBe(2);
  expect(plan?.risky[0]?.classes).toContain('widen');
});

it('sends no read to an account that is not in the Stack in force', async () => {
  const { world, speculate } = await looked();
  const before = world.sandbox.log().length;
  const moved = `${text.replace('\n  defaults:', `\n    - { id: '${otherAccount}', regions: [eu-west-1] }\n  defaults:`)}---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: there, account: '${otherAccount}', region: eu-west-1 }
spec: {}
`;
  const { exitCode, plan, diagnostics, observed } = await speculate(moved);
  expect(diagnostics).toEqual([]);
  expect(exitCode).toBe(1);
  expect(plan?.counts.unknown).toBeGreaterThan(0);
  expect(observed?.refused).toBeGreaterThan(0);
  expect(plan?.stackChange).toBeDefined();
  expect(world.sandbox.log().length - before).toBe(observed?.asked);
});

it('reads by the role in force, and shows another role as a loosened rule', async () => {
  const { speculate } = await looked();
  const role = `roles: { read: 'arn:aws:iam::${account}:role/evil', write: 'arn:aws:iam::${account}:role/evil' }`;
  const { plan, observed } = await speculate(text.replace('regions:', `${role}\n      regions:`));
  expect(observed).toMatchObject({ asked: 0, refused: 0 });
  expect(JSON.stringify(plan?.stackChange)).toContain('role/evil');
});

it('reads again what the daemon wrote after its last look', async () => {
  const { world, speculate } = await looked();
  world.repository.commit(stackText({ keys: 3, version: 1 }));
  await world.advance(10 * minute);
  const key = raw(world, 'kms', 'DescribeKey', { KeyId: 'alias/app-0' })?.['KeyMetadata'];
  expect(key).toMatchObject({ Description: 'version 1' });
  expect(await speculate(stackText({ keys: 3, version: 1 }))).toMatchObject({ exitCode: 0 });
});

it('gives the place of each mistake in the sent files', async () => {
  const { speculate } = await looked();
  const answer = await speculate(text.replace('rotation:', 'rotatoin:'));
  expect(answer.exitCode).toBe(1);
  expect(answer.plan).toBeUndefined();
  expect(answer.diagnostics[0]?.span).toMatchObject({ file: 'estate.yaml' });
});

it('refuses a caller who may only look', async () => {
  const { control } = await looked();
  const files = [{ path: 'a.yaml', text }];
  const answer = await control.speculate({ files }, { ...ci, bindings: [{ role: 'viewer' }] });
  expect(answer).toMatchObject({ refused: [{ code: 'control.forbidden' }] });
});

it('shows a planner of one kind nothing of another', async () => {
  const { speculate } = await looked();
  const bindings = [{ role: 'planner', kinds: ['Alias'] }] as const;
  const declared = stackText({ keys: 4, version: 1 }).replace('alias/app-0,', 'alias/moved,');
  const { plan } = await speculate(declared, { ...ci, bindings });
  expect(plan?.sections.map(({ address }) => address)).toEqual(['Alias/app-0', 'Alias/app-3']);
  expect(JSON.stringify(plan)).not.toContain('Key/app-1');
});

it('does not let sent labels choose what a planner sees', async () => {
  const { speculate } = await looked();
  const bindings = [{ role: 'planner', labels: { team: 'mine' } }] as const;
  const declared = stackText({ keys: 4, version: 1 }).replaceAll(
    /name: (app-[03]) \}\nspec:\n/gu,
    'name: $1, labels: { team: mine } }\nspec:\n',
  );
  const { plan } = await speculate(declared, { ...ci, bindings });
  expect(plan?.sections.map(({ address }) => address)).toEqual(['Key/app-3']);
});

const mine: Caller = { ...ci, bindings: [{ role: 'planner', labels: { team: 'mine' } }] };
const labelled = 'labels: { team: mine }';

it.each([
  [
    'its earlier name',
    text
      .replace('{ name: app-1 }', `{ name: taken, formerly: [Key/app-1], ${labelled} }`)
      .replace('ref: Key/app-1', 'ref: Key/taken')
      .replaceAll('version 0', 'probe'),
  ],
  [
    'its name in AWS',
    text
      .replaceAll('{ name: app-1 }', `{ name: taken, ${labelled} }`)
      .replace('ref: Key/app-1', 'ref: Key/taken'),
  ],
])('shows a planner of some labels nothing that a new manifest takes by %s', async (_, declared) => {
  const { speculate } = await looked();
  const { plan } = await speculate(declared, mine);
  expect(JSON.stringify(plan)).not.toContain('version 0');
  expect(JSON.stringify(plan)).not.toContain('"before"');
  expect(plan?.sections.flatMap(({ ids }) => Object.keys(ids))).toEqual([]);
});

it('shows a planner of some labels nothing of another resource when their own manifest takes its name', async () => {
  const own = text.replaceAll('{ name: app-0 }', `{ name: app-0, ${labelled} }`);
  const { speculate } = await looked(own);
  const declared = own.replace('alias/app-1,', 'alias/other,').replace('alias/app-0,', 'alias/app-1,');
  const { plan } = await speculate(declared.replace('version 0', 'probe'), mine);
  expect(plan?.sections.map(({ address }) => address)).toEqual(['Key/app-0']);
});

it('shows a planner of some labels nothing of what has lost its manifest', async () => {
  const { world, speculate } = await looked(
    text.replaceAll('{ name: app-1 }', '{ name: app-1, prune: never }'),
  );
  const others = text.split('---\n').filter((part) => !part.includes('app-1'));
  world.repository.commit(others.join('---\n'));
  await world.advance(75 * minute);
  const declared = text.replaceAll('{ name: app-1 }', `{ name: app-1, ${labelled} }`);
  const { plan } = await speculate(declared.replaceAll('version 0', 'probe'), mine);
  expect(plan?.sections).toEqual([]);
});

it('makes one plan at a time for a caller', async () => {
  const { control } = await looked();
  const request = { files: [{ path: 'a.yaml', text }] };
  const [first, second] = await Promise.all([control.speculate(request, ci), control.speculate(request, ci)]);
  expect(first).toMatchObject({ exitCode: 0 });
  expect(second).toMatchObject({ refused: [{ code: 'control.busy' }] });
});

it('ends once the caller is gone', async () => {
  const { control } = await looked();
  const gone = new AbortController();
  gone.abort();
  const files = [{ path: 'a.yaml', text }];
  const answer = await control.speculate({ files }, { ...ci, signal: gone.signal });
  expect(answer).toMatchObject({ refused: [{ code: 'control.too-long' }] });
});
