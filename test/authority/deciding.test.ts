import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../src/model/instant.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, createEstate, endings, stackYaml, type Estate } from '../support/estate.ts';
import { applied, keyOf, keyYaml, manifests, stateOf, writes } from '../support/estate-facts.ts';
import { handOn } from '../support/hand.ts';
import { ada, daemonOn, takenAt, under, type DaemonPasses } from '../support/deciding.ts';

const stranger = '999999999999';
const second = '444455556666';
const root = `{ Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }`;

function key(name = 'a', more = ''): string {
  return keyYaml({
    name,
    spec: `description: Key ${name}, policy: { Version: '2012-10-17', Statement: [${root}] }${more}`,
  });
}

const one = manifests([key()]);
const changed = one.replace('description: Key a', 'description: Changed');
const off = manifests([key('a', ', enabled: false')]);

/** Returns the manifests with one of the keys disabled. */
function offIn(yaml: string, name: string): string {
  return yaml.replace(`description: Key ${name},`, `description: Key ${name}, enabled: false,`);
}

/** Makes an estate that the command line applied an hour ago, and a daemon whose baseline a person accepted. */
async function standing(
  yaml = one,
  over: Parameters<typeof daemonOn>[1] = {},
): Promise<{ readonly estate: Estate; readonly daemon: DaemonPasses }> {
  const estate = createEstate({
    principals: [`arn:aws:iam::${stranger}:root`],
    accounts: [account, second],
  });
  await applied(estate, yaml);
  await estate.advance(hour);
  const daemon = daemonOn(estate, over);
  await daemon.decide({ taken: takenAt(estate) });
  return { estate, daemon };
}

/** Lets a stranger use the key, by hand. */
function opened({ raw }: Estate, estate: Estate): void {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Root',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'X',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${stranger}:root` },
        Action: 'kms:Decrypt',
        Resource: '*',
      },
    ],
  };
  raw('kms', 'PutKeyPolicy', {
    KeyId: keyOf(estate, 'Key/a'),
    PolicyName: 'default',
    Policy: JSON.stringify(policy),
  });
}

function gates(answer: Awaited<ReturnType<DaemonPasses['pass']>>): readonly string[] {
  return answer.plan.steps.map(({ id, gate }) => `${id} ${gate.is === 'released' ? gate.is : gate.reason}`);
}

describe('rule 1: what a process may write is set outside Git', () => {
  it.each([
    { maxMode: 'observe', ends: 'observe-mode' },
    { maxMode: 'approve', ends: 'waits-for-approval' },
  ] as const)('writes nothing without approval with --max-mode $maxMode', async ({ maxMode, ends }) => {
    const settings = { under, maxMode, cadence: { fast: 10 * minute, full: hour } };
    const { daemon } = await standing(one, { settings });
    const answer = await daemon.pass(changed);
    expect(writes(answer)).toEqual([]);
    expect(gates(answer)).toEqual([`Key/a#description ${ends}`]);
  });
});

describe('rules 3 and 12: a person accepts the baseline', () => {
  it('observes only, until a person accepts the baseline', async () => {
    const estate = createEstate();
    const daemon = daemonOn(estate);
    const before = await daemon.pass(one);
    expect(writes(before)).toEqual([]);
    expect(gates(before)).toEqual(['Key/a#create no-baseline']);
    expect(await estate.store.journal.accepted()).toBeUndefined();
    await daemon.decide({ taken: takenAt(estate) });
    expect(endings(await daemon.pass(one))).toEqual({ 'Key/a#create': 'done' });
  });

  it('accepts with it what the first Stack allows, and only with the revision that the person saw', async () => {
    const trusting = manifests([key()], `${stackYaml}  trustedAccounts: ['${stranger}']\n`);
    const other = createEstate({ principals: [`arn:aws:iam::${stranger}:root`] });
    const unseen = daemonOn(other);
    await unseen.decide({ taken: takenAt(other) });
    expect((await unseen.pass(trusting)).plan.stackChange?.gate.is).toBe('approval');
    const estate = createEstate({ principals: [`arn:aws:iam::${stranger}:root`] });
    const daemon = daemonOn(estate);
    await daemon.decide({ taken: takenAt(estate) });
    const revision = { is: 'stack', id: 'c1', at: 0, stack: estate.stack(trusting) } as const;
    await daemon.decider.took(revision, []);
    const seen = await daemon.pass(trusting);
    expect(seen.plan.stackChange?.gate.is ?? 'released').toBe('released');
    expect((await estate.store.journal.accepted())?.settings.trustedAccounts).toEqual([stranger]);
  });

  it('writes nothing after the data folder was lost, with the pause that was in it', async () => {
    const { estate, daemon } = await standing();
    await daemon.decide({
      pauses: [{ id: 'p', by: ada, at: 0, why: 'INC-7', until: estate.clock.now() + day }],
    });
    expect(writes(await daemon.pass(changed))).toEqual([]);
    const after = daemonOn(estate, { keptIn: createVolatileStore(estate.clock) });
    const answer = await after.pass(changed);
    expect(writes(answer)).toEqual([]);
    expect(gates(answer).every((gate) => gate.endsWith('no-baseline'))).toBe(true);
  });
});

describe('rule 13: an approval is used once', () => {
  it('releases the step that the person saw, and waits again after a revert by hand', async () => {
    const { estate, daemon } = await standing();
    const waiting = await daemon.pass(off);
    expect(gates(waiting)).toEqual(['Key/a#enabled waits-for-approval']);
    await daemon.approve(waiting.plan);
    expect(endings(await daemon.pass(off))).toEqual({ 'Key/a#enabled': 'done' });
    const keyId = keyOf(estate, 'Key/a');
    expect(stateOf(estate, keyId)).toBe('Disabled');
    handOn(estate).kms('EnableKey', { KeyId: keyId });
    await estate.advance(2 * minute);
    const again = await daemon.pass(off);
    expect(writes(again)).toEqual([]);
    expect(gates(again)).toEqual(['Key/a#enabled waits-for-approval']);
  });

  it('releases nothing after its end', async () => {
    const { estate, daemon } = await standing();
    await daemon.approve((await daemon.pass(off)).plan);
    await estate.advance(4 * hour);
    expect(writes(await daemon.pass(off))).toEqual([]);
  });

  it('releases nothing where the live value moved since', async () => {
    const { estate, daemon } = await standing();
    const approve = manifests([key()], `${stackYaml}  apply: approve\n`).replace('Key a', 'Wanted');
    await daemon.approve((await daemon.pass(approve)).plan);
    estate.raw('kms', 'UpdateKeyDescription', { KeyId: keyOf(estate, 'Key/a'), Description: 'by hand' });
    await estate.advance(2 * minute);
    expect(writes(await daemon.pass(approve))).toEqual([]);
  });
});

describe('rule 14: nobody approves their own commit', () => {
  it('waits for somebody else where the commit widens access', async () => {
    const bob = { id: 'uid:1001', name: 'bob' };
    const guardrails = {
      file: 'bounds.yaml',
      acceptsStack: false,
      identities: { [ada.id]: ['ada@example.com'], [bob.id]: ['bob@example.com'] },
    };
    const settings = {
      under,
      maxMode: 'enforce',
      cadence: { fast: 10 * minute, full: hour },
      guardrails,
    } as const;
    const { estate, daemon } = await standing(one, { settings });
    const everybody = `{ Sid: X, Effect: Allow, Principal: '*', Action: 'kms:Decrypt', Resource: '*' }`;
    const open = one.replace(root, `${root}, ${everybody}`);
    await daemon.decide({ taken: takenAt(estate, { contributors: ['ada@example.com'] }) });
    const waiting = await daemon.pass(open);
    expect(waiting.plan.steps[0]?.gate).toMatchObject({ is: 'approval', classes: ['widen'] });
    await daemon.approve(waiting.plan, ada);
    expect(writes(await daemon.pass(open))).toEqual([]);
    await daemon.approve(waiting.plan, bob);
    expect(writes(await daemon.pass(open))).not.toEqual([]);
  });
});

describe('rule 15: a decision that cannot be recorded is not carried out', () => {
  it('sends nothing where the use of an approval cannot be stored', async () => {
    const { estate, daemon } = await standing();
    await daemon.approve((await daemon.pass(off)).plan);
    const { journal } = estate.store;
    const full = (): Promise<never> => Promise.reject(new Error('no space left'));
    const broken = daemonOn(estate, { store: { ...journal, decide: full } });
    await expect(broken.pass(off)).rejects.toThrow('no space left');
    expect(stateOf(estate, keyOf(estate, 'Key/a'))).toBe('Enabled');
  });

  it('sends nothing from the command line where a write cannot be counted', async () => {
    const { estate } = await standing();
    const full = (): Promise<never> => Promise.reject(new Error('no space left'));
    const store = { ...estate.store, journal: { ...estate.store.journal, decide: full } };
    await expect(applied(estate, off, { approve: 'shown', store })).rejects.toThrow('no space left');
    expect(stateOf(estate, keyOf(estate, 'Key/a'))).toBe('Enabled');
  });
});

describe('rule 16: apply, heal, windows, freeze and pause', () => {
  const bounded = { id: 'x', by: ada, at: 0, why: 'INC-7' };

  it('makes Git wait in a freeze, and still closes what somebody opened', async () => {
    const { estate, daemon } = await standing();
    await daemon.decide({ freeze: { ...bounded, until: estate.clock.now() + hour } });
    opened(estate, estate);
    await estate.advance(2 * minute);
    expect(endings(await daemon.pass(changed))).toMatchObject({
      'Key/a#policy': 'done',
      'Key/a#description': expect.stringContaining('frozen by ada until') as string,
    });
  });

  it('stops everything in a pause, until it ends', async () => {
    const { estate, daemon } = await standing();
    await daemon.decide({ pauses: [{ ...bounded, until: estate.clock.now() + hour, addresses: ['Key/a'] }] });
    opened(estate, estate);
    await estate.advance(2 * minute);
    expect(writes(await daemon.pass(changed))).toEqual([]);
    await estate.advance(hour);
    expect(writes(await daemon.pass(changed))).not.toEqual([]);
  });

  it('stops the command line in a pause, and says who and until when', async () => {
    const { estate, daemon } = await standing();
    const until = estate.clock.now() + hour;
    await daemon.decide({ pauses: [{ ...bounded, until }] });
    const answer = await applied(estate, changed, { approve: 'shown' });
    expect(writes(answer)).toEqual([]);
    expect(answer.plan.steps[0]?.gate).toMatchObject({
      reason: 'paused',
      why: `paused by ada until ${new Date(until).toISOString()}: INC-7`,
    });
  });

  const lasting = { ...bounded, until: Number.MAX_SAFE_INTEGER };
  it.each([
    { what: 'a pause', who: 'daemon', decision: { pauses: [lasting] } },
    { what: 'a pause', who: 'command line', decision: { pauses: [lasting] } },
    { what: 'a freeze', who: 'daemon', decision: { freeze: lasting } },
  ])('stops in the $who what has not started yet at $what that comes during a pass', async (row) => {
    const { estate } = await standing();
    const { journal } = estate.store;
    // Writes are counted after the last gate and before the first step.
    const decide: typeof journal.decide = async (change) => {
      const after = await journal.decide(change);
      return after.writes.length > 0 ? journal.decide((now) => ({ ...now, ...row.decision })) : after;
    };
    const store = { ...estate.store, journal: { ...journal, decide } };
    const answer =
      row.who === 'daemon'
        ? await daemonOn(estate, { keptIn: store }).pass(changed)
        : await applied(estate, changed, { approve: 'shown', store });
    expect(writes(answer)).toEqual([]);
    expect(Object.values(endings(answer))).toEqual([expect.stringContaining('by ada until')]);
  });

  it('changes nothing out of a window, and changes it inside', async () => {
    const windows = `${stackYaml}  windows: [{ opens: '0 2 * * *', for: 1h, timeZone: UTC }]\n`;
    const { estate, daemon } = await standing(manifests([key()], windows));
    const yaml = manifests([key().replace('Key a', 'Changed')], windows);
    const seen = new Set<string>();
    for (let passes = 0; passes < 24; passes += 1) {
      const at = new Date(estate.clock.now()).getUTCHours();
      const wrote = writes(await daemon.pass(yaml)).length > 0;
      if (wrote) seen.add(String(at));
      await estate.advance(hour);
    }
    expect([...seen]).toEqual(['2']);
  });
});

describe('rule 17: waves', () => {
  const stack = stackYaml
    .replace('  defaults:', `    - id: '${second}'\n      regions: [eu-central-1]\n  defaults:`)
    .concat(`  waves: [['${account}'], ['${second}']]\n`);
  const other = keyYaml({ name: 'b', metadata: `account: '${second}'`, spec: 'description: Key b' });
  const both = manifests([key(), other], stack);
  const next = both.replaceAll('description: Key', 'description: Changed');
  const changes = (answer: Awaited<ReturnType<DaemonPasses['pass']>>): readonly string[] =>
    Object.entries(endings(answer)).flatMap(([id, end]) => (end === 'done' ? [id] : []));

  it('changes an account after those of the wave before are done, and never in a batch', async () => {
    const { daemon } = await standing(both);
    const batch = { is: 'batch', write: ['Key/b'], read: [] } as const;
    expect(changes(await daemon.pass(next))).toEqual(['Key/a#description']);
    expect(changes(await daemon.pass(next, { scope: batch }))).toEqual([]);
    expect(changes(await daemon.pass(next))).toEqual(['Key/b#description']);
  });

  it('changes nothing in a later wave while an earlier one waits for a person', async () => {
    const { daemon } = await standing(both);
    const waits = next.replace('name: a }', 'name: a, apply: approve }');
    await daemon.pass(waits);
    expect(gates(await daemon.pass(waits))).toEqual([
      'Key/a#description frozen',
      'Key/b#description earlier-wave',
    ]);
  });
});

describe('rule 17: caps and brake', () => {
  const names = Array.from({ length: 25 }, (_, index) => `k${index}`);
  const many = (more: string): string => manifests(names.map((name) => key(name, more)));

  it('takes away no more than one of a small estate in an hour', async () => {
    const { estate, daemon } = await standing(many(''));
    const yaml = many(', enabled: false');
    await daemon.approve((await daemon.pass(yaml)).plan);
    expect(writes(await daemon.pass(yaml))).toEqual(['kms:DisableKey']);
    expect(writes(await daemon.pass(yaml))).toEqual([]);
    await estate.advance(hour);
    expect(writes(await daemon.pass(yaml))).toEqual(['kms:DisableKey']);
  });

  it('stops after three of more than twenty, until a person releases the brake', async () => {
    const { estate, daemon } = await standing(many(''));
    const yaml = many('').replaceAll('description: Key', 'description: Changed');
    expect(writes(await daemon.pass(yaml))).toHaveLength(3);
    expect((await daemon.decisions()).brakes).toMatchObject([{ kind: 'Key', confirmed: 3 }]);
    await estate.advance(hour);
    expect(writes(await daemon.pass(yaml))).toEqual([]);
    const until = estate.clock.now() + hour;
    await daemon.decide({ brakes: [], letGo: [{ id: 'l', by: ada, at: 0, why: 'seen', until }] });
    expect(writes(await daemon.pass(yaml))).toHaveLength(22);
  });

  it('says before a first apply that the brake will stop it, and a person can release it beforehand', async () => {
    const estate = createEstate();
    const daemon = daemonOn(estate);
    const { diagnostics } = (await daemon.pass(many(''))).plan;
    expect(diagnostics).toMatchObject([
      { code: 'engine.brake-ahead', message: expect.stringContaining('25 writes of kind Key') as string },
    ]);
    const until = estate.clock.now() + hour;
    await daemon.decide({ taken: takenAt(estate), letGo: [{ id: 'l', by: ada, at: 0, why: 'seen', until }] });
    const ends = endings(await daemon.pass(many('')));
    expect(Object.values(ends).filter((end) => end === 'done')).toHaveLength(25);
  });

  it('counts in the cap of an hour what the command line took away', async () => {
    const { estate, daemon } = await standing(many(''));
    const yaml = many('');
    const disabled = (count: number): string =>
      names.slice(0, count).reduce((text, name) => offIn(text, name), yaml);
    expect(writes(await applied(estate, disabled(1), { approve: 'shown' }))).toEqual(['kms:DisableKey']);
    await daemon.approve((await daemon.pass(disabled(2))).plan);
    expect(gates(await daemon.pass(disabled(2)))).toEqual(['Key/k1#enabled capped']);
    await estate.advance(hour);
    expect(writes(await daemon.pass(disabled(2)))).toEqual(['kms:DisableKey']);
  });

  it('counts at the brake what the command line wrote', async () => {
    const { estate, daemon } = await standing(many(''));
    const described = (count: number): string =>
      names
        .slice(0, count)
        .reduce((text, name) => text.replace(`description: Key ${name},`, 'description: Changed,'), many(''));
    expect(writes(await applied(estate, described(20), { approve: 'shown' }))).toHaveLength(20);
    expect(gates(await daemon.pass(described(21)))).toEqual(['Key/k20#description braked']);
    expect((await daemon.decisions()).brakes).toMatchObject([{ kind: 'Key' }]);
  });
});

describe('rule 18: STOP and yield', () => {
  it('writes nothing while STOP is there, the command line neither', async () => {
    const { estate, daemon } = await standing();
    await estate.store.journal.orderStop({ by: 'ada', why: 'INC-7', at: 0 });
    opened(estate, estate);
    await estate.advance(2 * minute);
    expect(writes(await daemon.pass(changed))).toEqual([]);
    expect(writes(await applied(estate, changed, { approve: 'shown' }))).toEqual([]);
    await estate.store.journal.orderStop(undefined);
    expect(writes(await daemon.pass(changed))).not.toEqual([]);
  });

  it('heeds a STOP that comes while a person reads the plan', async () => {
    const { estate } = await standing();
    const whileAsked = (): Promise<void> =>
      estate.store.journal.orderStop({ by: 'ada', why: 'INC-7', at: 0 });
    expect(writes(await applied(estate, changed, { approve: 'shown', whileAsked }))).toEqual([]);
  });

  it('does not revert what was changed while the lease was lent, before the end', async () => {
    const { estate, daemon } = await standing();
    const until = estate.clock.now() + hour;
    await daemon.decide({ yielded: { id: 'y', by: ada, at: 0, why: 'INC-7', until, to: 'bob' } });
    estate.raw('kms', 'UpdateKeyDescription', { KeyId: keyOf(estate, 'Key/a'), Description: 'by bob' });
    await estate.advance(2 * minute);
    expect(writes(await daemon.pass(one))).toEqual([]);
    await estate.advance(hour);
    expect(writes(await daemon.pass(one))).toEqual(['kms:UpdateKeyDescription']);
  });
});

describe('rule 19: a new version first only observes', () => {
  const old = { ...under, version: '0' };

  it('holds what it would write to what was in sync, and closes what somebody opened', async () => {
    const { estate, daemon } = await standing();
    await daemon.decide({ taken: takenAt(estate, { under: old }) });
    expect(writes(await daemon.pass(changed))).toEqual([]);
    const second = await daemon.pass(changed);
    expect(gates(second)).toEqual(['Key/a#description upgrade']);
    opened(estate, estate);
    await estate.advance(2 * minute);
    expect(endings(await daemon.pass(changed))).toMatchObject({ 'Key/a#policy': 'done' });
    await daemon.approve(second.plan);
    expect(endings(await daemon.pass(changed))).toMatchObject({ 'Key/a#description': 'done' });
  });

  it('holds drift that came while no version ran, except for hostile access', async () => {
    const { estate, daemon } = await standing();
    await daemon.decide({ taken: takenAt(estate, { under: old }) });
    opened(estate, estate);
    estate.raw('kms', 'UpdateKeyDescription', { KeyId: keyOf(estate, 'Key/a'), Description: 'by hand' });
    await estate.advance(2 * minute);
    expect(writes(await daemon.pass(one))).toEqual([]);
    expect(gates(await daemon.pass(one)).toSorted()).toEqual([
      'Key/a#description upgrade',
      'Key/a#policy released',
    ]);
  });

  it('continues with resources that were out of sync before', async () => {
    const { estate, daemon } = await standing();
    await daemon.decide({
      taken: takenAt(estate, { under: old }),
      verdicts: { under: old, outOfSync: ['Key/a'] },
    });
    expect(writes(await daemon.pass(changed))).toEqual([]);
    expect(writes(await daemon.pass(changed))).toEqual(['kms:UpdateKeyDescription']);
  });
});

describe('rule 22: a source that cannot be read', () => {
  it('continues for a day, and then makes only protective repairs', async () => {
    const since = { is: undefined as number | undefined };
    const { estate, daemon } = await standing(one, { unreachableSince: () => since.is });
    since.is = estate.clock.now();
    await estate.advance(23 * hour);
    expect(writes(await daemon.pass(changed))).not.toEqual([]);
    await estate.advance(2 * hour);
    opened(estate, estate);
    await estate.advance(2 * minute);
    expect(endings(await daemon.pass(one))).toMatchObject({
      'Key/a#policy': 'done',
      'Key/a#description': expect.stringContaining('the source was last read') as string,
    });
  });
});

describe('another writer', () => {
  it('is reported after three reverts of one path, and access that it opens is closed once a fast interval', async () => {
    const { estate, daemon } = await standing();
    const closed: boolean[] = [];
    for (let minutes = 0; minutes < 60; minutes += 5) {
      opened(estate, estate);
      await estate.advance(5 * minute);
      closed.push(writes(await daemon.pass(one)).includes('kms:PutKeyPolicy'));
    }
    expect(closed.slice(0, 3)).toEqual([true, true, true]);
    const later = closed.slice(3);
    expect(later.filter(Boolean).length).toBeGreaterThanOrEqual(4);
    expect(later.some((is, index) => is && later[index + 1] === true)).toBe(false);
    const { plan } = await daemon.pass(one);
    expect(plan.resources[0]).toMatchObject({ health: 'Degraded', reason: 'another-writer' });
  });
});
