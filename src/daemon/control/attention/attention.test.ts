import { describe, expect, it } from 'vitest';
import { readOnly, type Binding } from '../../../model/binding.ts';
import { noDecisions } from '../../../model/decisions.ts';
import type { Address } from '../../../model/address.ts';
import type { Episode } from '../../../model/history.ts';
import { day, hour, minute } from '../../../model/instant.ts';
import { planIdOf } from '../../../model/plan-id.ts';
import { stepOf } from '../../../model/plan.test-helper.ts';
import type { ControllerState } from '../../controller.ts';
import { callerOf, controlOf, noon } from '../../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import type { Finding } from './attention.ts';

const ann = callerOf('ann');

const repair = {
  is: 'approval',
  classes: ['repair'],
  reason: 'waits-for-approval',
  why: 'restores access that was removed outside Git',
} as const;

function drift(address: Address, facet: string, more: Partial<Episode> = {}): Episode {
  return {
    id: `${address}-${facet}`,
    address,
    facet,
    changes: [{ path: `/${facet}`, before: 1, after: 2, label: 'drifted' }],
    label: 'drifted',
    openedAt: noon - hour,
    seenAt: noon,
    declared: '',
    ...more,
  };
}

function openedBy(address: Address, who: string, what: string): Partial<ControllerState> {
  return {
    status: statusWith(
      recordAt(address, noon, {
        sync: 'Drifted',
        health: 'Degraded',
        reason: 'access-opened',
        why: `access was opened outside Git: ${who} can ${what}`,
      }),
    ),
    open: [
      drift(address, 'policy', {
        changes: [{ path: '/policy/Statement/Evil', before: {}, label: 'drifted', half: 'contract' }],
      }),
    ],
    plan: planWith([stepOf(address, 'policy', { half: 'contract', removes: [{ who, what }] })]),
  };
}

async function findings(state: Partial<ControllerState>, caller = ann): Promise<readonly Finding[]> {
  const base = { fullAt: noon } as const;
  const answer = await controlOf([fakeController('keys', { ...base, ...state })]).attention({}, caller);
  if (!('items' in answer)) throw new Error('the control refused');
  return answer.items;
}

/** Prints a finding as a person reads it. */
function read({ severity, title, text }: Finding): string {
  return `${severity}: ${title}${text === '' ? '' : ` | ${text}`}`;
}

describe('attention', () => {
  it.each<{ why: string; state: Partial<ControllerState>; says: readonly string[] }>([
    { why: 'nothing holds', state: {}, says: [] },
    {
      why: 'a statement lets another account do everything',
      state: openedBy('Key/payments', 'root:999988887777', 'kms:*'),
      says: [
        'critical: Account 999988887777 may do everything with Key/payments | Changed outside Git: policy.Statement.Evil. Keywright reverts it in the next pass.',
      ],
    },
    {
      why: 'a statement lets everybody read',
      state: openedBy('BucketPolicy/logs', '*', 's3:GetObject, s3:ListBucket'),
      says: [
        'critical: Everybody may call s3:GetObject, s3:ListBucket on BucketPolicy/logs | Changed outside Git: policy.Statement.Evil. Keywright reverts it in the next pass.',
      ],
    },
    {
      why: 'somebody made a grant by hand',
      state: {
        status: statusWith(
          recordAt('Key/a', noon, {
            foreign: ['account 999988887777 can Decrypt (grant 1234…, made outside Git)'],
            opened: {
              since: noon - day,
              says: ['account 999988887777 can Decrypt (grant 1234…, made outside Git)'],
            },
          }),
        ),
      },
      says: [
        'critical: Key/a: account 999988887777 can Decrypt (grant 1234…, made outside Git) | No manifest declares this grant, and Keywright does not revoke it.',
      ],
    },
    {
      why: 'a key is pending deletion',
      state: {
        status: statusWith(
          recordAt('Key/a', noon, {
            sync: 'Drifted',
            health: 'Degraded',
            reason: 'pending-deletion',
            why: 'the key will be deleted',
            deletesAt: noon + 20 * day,
          }),
        ),
      },
      says: [
        'critical: Key/a will be deleted in 20 days | On 2026-11-22, everything encrypted with it is lost for good.',
      ],
    },
    {
      why: 'a key is disabled and its repair waits',
      state: {
        status: statusWith(
          recordAt('Key/a', noon, {
            sync: 'Drifted',
            health: 'Degraded',
            reason: 'disabled',
            why: 'disabled',
          }),
        ),
        open: [drift('Key/a', 'enabled')],
        plan: planWith([stepOf('Key/a', 'enabled', { gate: repair })]),
      },
      says: [
        'critical: Key/a is disabled: data encrypted with it cannot be read | Changed outside Git: enabled. Reverting it waits for approval: restores access that was removed outside Git.',
      ],
    },
    ...(
      [
        {
          reason: 'capped',
          code: 'engine.cap-exceeded',
          says: 'Key/a was changed outside Git: tags | Keywright does not revert it yet: a limit.',
        },
        {
          reason: 'guardrails',
          code: 'engine.guardrails',
          says: 'Key/a is blocked: a limit | Changed outside Git: tags.',
        },
      ] as const
    ).map(({ says, ...gate }) => ({
      why: `a repair is stopped by ${gate.reason}`,
      state: {
        status: statusWith(recordAt('Key/a', noon, { sync: 'Drifted' })),
        open: [drift('Key/a', 'tags')],
        plan: planWith([
          stepOf('Key/a', 'tags', { gate: { is: 'blocked', ...gate, why: 'a limit', release: '' } }),
        ]),
      },
      says: [`warning: ${says}`],
    })),
    {
      why: 'a part of a repair waits and another is stopped',
      state: {
        status: statusWith(recordAt('Key/a', noon, { sync: 'Drifted' })),
        open: [drift('Key/a', 'tags')],
        plan: planWith([
          stepOf('Key/a', 'tags', {}),
          stepOf('Key/a', 'enabled', { gate: repair }),
          stepOf('Key/a', 'policy', {
            gate: {
              is: 'blocked',
              reason: 'capped',
              code: 'engine.cap-exceeded',
              why: 'a limit',
              release: '',
            },
          }),
        ]),
      },
      says: [
        'warning: Key/a was changed outside Git: tags | Keywright reverts a part of it in the next pass. Reverting a part of it waits for approval: restores access that was removed outside Git. Keywright does not revert the rest yet: a limit.',
      ],
    },
    {
      why: 'encryption was downgraded',
      state: {
        open: [drift('BucketEncryption/a', 'algorithm')],
        status: statusWith(recordAt('BucketEncryption/a', noon, { sync: 'Drifted' })),
        plan: planWith([
          stepOf('BucketEncryption/a', 'encryption', {
            undoes: ['new objects will no longer be encrypted with a KMS key'],
          }),
        ]),
      },
      says: [
        'critical: BucketEncryption/a: new objects will no longer be encrypted with a KMS key | Changed outside Git: algorithm. Keywright reverts it in the next pass.',
      ],
    },
    {
      why: 'a trail does not log',
      state: {
        status: statusWith(
          recordAt('Trail/a', noon, {
            health: 'Degraded',
            reason: 'not-recording',
            why: 'logging is stopped',
          }),
        ),
      },
      says: ['critical: Trail/a is not logging: later activity is not recorded'],
    },
    {
      why: 'a tag drifted',
      state: {
        status: statusWith(recordAt('Key/a', noon, { sync: 'Drifted' })),
        open: [drift('Key/a', 'tags')],
      },
      says: ['warning: Key/a was changed outside Git: tags'],
    },
    {
      why: 'a step of a plan waits',
      state: {
        plan: planWith([
          stepOf('Key/a', 'policy', { gate: { ...repair, classes: ['widen'], why: 'gives access' } }),
        ]),
        status: statusWith(recordAt('Key/a', noon, { sync: 'PendingChange' })),
      },
      says: ['warning: Key/a (policy) waits for approval | Key/a (policy) (gives access).'],
    },
    {
      why: 'an order to stop is in force',
      state: { stop: { by: 'ann', why: 'incident', at: noon - minute } },
      says: ['critical: A stop order is in force: nothing is written | ann: incident.'],
    },
  ])('names the problem in one sentence when $why', async ({ state, says }) => {
    expect((await findings(state)).map(read)).toEqual(says);
  });
});

it('puts danger before what waits, and what waits before the rest', async () => {
  const opened = openedBy('Key/z', 'root:999988887777', 'kms:*');
  const found = await findings({
    ...opened,
    status: statusWith(
      ...(opened.status?.values() ?? []),
      recordAt('Key/a', noon, { sync: 'Unknown', reason: 'unreadable', why: 'AWS denied it' }),
      recordAt('Key/b', noon, { health: 'Blocked', reason: 'missing', why: 'a role does not exist' }),
      recordAt('Trail/t', noon, { health: 'Degraded', reason: 'not-recording', why: 'stopped' }),
    ),
  });
  expect(found.map(({ addresses }) => addresses.join())).toEqual(['Key/z', 'Trail/t', 'Key/b', 'Key/a']);
});

it('shows one finding for drift, what it opened and the degraded resource', async () => {
  const found = await findings(openedBy('Key/a', '*', 'kms:Decrypt'));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ key: 'resource:Key/a', since: '2026-11-02T11:00:00.000Z' });
});

it('shows 40 resources that one cause blocks as one finding, which keeps its name', async () => {
  const blocked = Array.from({ length: 40 }, (_, n) =>
    recordAt(`Key/k${n}`, noon, {
      health: 'Blocked',
      reason: 'missing',
      why: `the role admin does not exist, so Key/k${n} would lock out everybody`,
    }),
  );
  const [all, ...rest] = await findings({ status: statusWith(...blocked) });
  expect(rest).toEqual([]);
  expect(all?.title).toBe(
    '40 resources are blocked: the role admin does not exist, so ADDRESS would lock out everybody',
  );
  expect(all?.addresses).toHaveLength(40);
  const [less] = await findings({ status: statusWith(...blocked.slice(3)) });
  expect(less?.key).toBe(all?.key);
});

describe('the actions on a finding', () => {
  const plan = planWith([
    stepOf('Key/a', 'enabled', {
      gate: repair,
      repair: 'access-giving',
      changes: [{ path: '/enabled', before: false, after: true, label: 'drifted' }],
    }),
  ]);
  const state = {
    status: statusWith(
      recordAt('Key/a', noon, { sync: 'Drifted', health: 'Degraded', reason: 'disabled', why: 'disabled' }),
    ),
    open: [drift('Key/a', 'enabled')],
    plan,
  };

  it('names the steps, the effect, who may act and the command', async () => {
    const [found] = await findings(state);
    const id = planIdOf(plan);
    expect(found?.actions).toMatchObject([
      {
        is: 'approve',
        needs: 'approver',
        allowed: true,
        text: 'Approves Key/a (enabled): sets enabled to true (restores access that was removed outside Git)',
        command: `reconcile approve ${id} Key/a#enabled`,
        plan: id,
        steps: ['Key/a#enabled'],
        classes: ['repair'],
      },
      { is: 'reject', command: `reconcile reject ${id} Key/a#enabled --reason TEXT` },
      { is: 'sync', needs: 'operator', command: 'reconcile sync Key/a', addresses: ['Key/a'] },
      { is: 'silence', command: 'reconcile silence Key/a --for 4h --reason TEXT' },
    ]);
  });

  it.each<{ who: string; bindings: readonly Binding[]; may: readonly string[] }>([
    { who: 'a viewer', bindings: readOnly, may: [] },
    { who: 'an operator', bindings: [{ role: 'operator' }], may: ['sync', 'silence'] },
    {
      who: 'an approver of the class',
      bindings: [{ role: 'approver', classes: ['repair'] }],
      may: ['approve', 'reject'],
    },
    {
      who: 'an approver of another class',
      bindings: [{ role: 'approver', classes: ['widen'] }],
      may: ['reject'],
    },
    {
      who: 'an operator of another account',
      bindings: [{ role: 'operator', accounts: ['999988887777'] }, ...readOnly],
      may: [],
    },
  ])('allows $who their part', async ({ bindings, may }) => {
    const [found] = await findings(state, callerOf('bob', { bindings }));
    expect(found?.actions.filter(({ allowed }) => allowed).map(({ is }) => is)).toEqual(may);
  });

  it('names the plan alone where all of a long plan waits', async () => {
    const steps = Array.from({ length: 21 }, (_, n) => stepOf(`Key/k${n}`, 'tags', { gate: repair }));
    const whole = planWith(steps);
    const [found] = await findings({ plan: whole });
    expect(found?.title).toBe('21 steps wait for approval');
    expect(found?.actions[0]).toMatchObject({
      is: 'approve',
      command: `reconcile approve ${planIdOf(whole)}`,
      text: expect.stringMatching(/ and 18 more: /u),
    });
    expect(found?.actions[0]).not.toHaveProperty('steps');
  });

  it('names the source in commands where there are several', async () => {
    const control = controlOf([
      fakeController('keys', { ...state, fullAt: noon }),
      fakeController('other', { fullAt: noon }),
    ]);
    expect(await control.attention({}, ann)).toMatchObject({
      items: [
        { source: 'keys', actions: [{ command: expect.stringMatching(/ --source keys$/u) }, {}, {}, {}] },
      ],
    });
  });
});

it('tells by whom and until when a finding is silenced', async () => {
  const silence = { id: 's1', by: ann.person, at: noon, why: 'known', until: noon + hour };
  const [found] = await findings({
    status: statusWith(recordAt('Key/a', noon, { sync: 'Drifted' })),
    open: [drift('Key/a', 'tags')],
    decisions: { ...noDecisions, silences: [{ ...silence, addresses: ['Key/a'] }] },
  });
  expect(found?.silenced).toEqual({
    id: 's1',
    by: ann.person,
    note: 'known',
    until: '2026-11-02T13:00:00.000Z',
  });
});

describe('resume', () => {
  const ended = noon + hour;
  it.each<{ why: string; pauses: readonly (readonly Address[] | undefined)[]; command: string }>([
    { why: 'a pause names it', pauses: [['Key/a', 'Key/b']], command: 'reconcile resume Key/a' },
    { why: 'a pause holds the whole Stack', pauses: [undefined], command: 'reconcile resume' },
    { why: 'two pauses hold it', pauses: [['Key/a'], undefined], command: 'reconcile resume' },
    { why: 'only a freeze holds it', pauses: [], command: 'reconcile resume' },
  ])('ends what holds the resource when $why', async ({ pauses, command }) => {
    const paused = {
      is: 'blocked',
      code: 'engine.paused',
      reason: 'paused',
      why: 'by ann',
      release: '',
    } as const;
    const opened = openedBy('Key/a', '*', 'kms:Decrypt');
    const [found] = await findings({
      ...opened,
      plan: planWith([stepOf('Key/a', 'policy', { gate: paused })]),
      decisions: {
        ...noDecisions,
        pauses: pauses.map((addresses, n) => ({
          id: String(n),
          by: ann.person,
          at: noon,
          why: 'exercise',
          until: ended,
          ...(addresses === undefined ? {} : { addresses }),
        })),
      },
    });
    expect(found?.actions.find(({ is }) => is === 'resume')).toMatchObject({ command, allowed: true });
  });
});
