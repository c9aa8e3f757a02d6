import { stepOf } from '../../model/plan.test-helper.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import type { Observation } from '../../model/observation.ts';
import type { Gate, Plan, ResourcePlan, Step } from '../../model/plan.ts';
import type { StandsOn } from '../../model/stands-on.ts';
import type { ApprovalClass } from '../../model/approval.ts';
import { noDecisions, type Decisions, type StopOrder } from '../../model/decisions.ts';
import { day, hour, minute } from '../../model/instant.ts';
import type { DaemonRules, Rules } from './rules.ts';
import type { Metadata, Mode, Settings } from '../../model/resource.ts';
import { motiveOf, motives, type Motive } from '../../model/motive.ts';
import { forAll, type Approvals } from './approvals.ts';
import { approvalsOf, gate } from './gate.ts';
import { gateTable } from '../../report/sentences/gate-table.ts';
import { failure, home, noon, present, resource, stackOf } from '../testing/stack.test-helper.ts';

function step(over: Partial<Step> = {}): Step {
  return stepOf(over.address ?? 'Box/a', 'shape', { kind: 'Box', place: home, ...over });
}

const disables: Partial<Step> = {
  half: 'contract',
  risks: [{ class: 'disable', message: 'nothing goes in or out' }],
};
const destroys: Partial<Step> = { ...disables, calls: [{ op: 'kms:DisableKey', at: home, input: {} }] };
const destroyRole: Partial<Settings> = {
  accounts: [
    {
      id: home.account,
      regions: [home.region],
      roles: { read: 'arn:read', write: 'arn:write', destroy: 'arn:destroy' },
    },
  ],
};
const gives: Partial<Step> = { repair: 'access-giving' };

const heldAbove: ReadonlyMap<Address, readonly Address[]> = new Map([['Box/a', ['Box/above']]]);
const unreadableTags = present({ facets: { tags: { is: 'unreadable', failure: failure() } } });

interface Given {
  readonly steps?: readonly Step[];
  readonly resources?: readonly Address[];
  readonly mode?: Mode;
  readonly modeOfStack?: Mode;
  readonly seen?: Observation;
  readonly others?: ReadonlyMap<Address, Observation>;
  readonly hangsOn?: ReadonlyMap<Address, readonly Address[]>;
  readonly approved?: readonly ApprovalClass[] | 'shown';
  readonly settings?: Partial<Settings>;
  readonly guardrails?: Partial<Guardrails>;
  readonly onlyLoosened?: ReadonlyMap<Address, string>;
  readonly standsOn?: StandsOn;
  readonly scope?: Plan['scope'];
  readonly daemon?: Partial<DaemonRules>;
  readonly decisions?: Partial<Decisions>;
  readonly stop?: StopOrder;
  readonly commit?: string;
  readonly metadata?: Partial<Metadata>;
  readonly approvals?: Approvals;
}

function gated(given: Given): readonly Step[] {
  const steps = given.steps ?? [step()];
  const addresses = given.resources ?? [...new Set(steps.map(({ address }) => address))];
  const stack = stackOf(
    addresses.map((address) =>
      resource(
        address,
        {},
        { metadata: { ...given.metadata, ...(given.mode === undefined ? {} : { mode: given.mode }) } },
      ),
    ),
    { ...given.settings, ...(given.modeOfStack === undefined ? {} : { mode: given.modeOfStack }) },
  );
  const plan: Plan = {
    version: 1,
    stack: 'shop',
    uid: 'u1',
    at: noon,
    ...(given.commit === undefined ? {} : { commit: given.commit }),
    scope: given.scope ?? { is: 'all' },
    resources: addresses.map((address) => ({ address }) as ResourcePlan),
    steps,
    orphans: [],
    diagnostics: [],
  };
  const observations = new Map<Address, Observation>(
    addresses.map((address) => [address, given.seen ?? present()]),
  );
  for (const [address, seen] of given.others ?? []) observations.set(address, seen);
  const approved = given.approved === 'shown' ? 'shown' : new Set(given.approved);
  const bounds =
    given.guardrails === undefined
      ? {}
      : { guardrails: { file: 'bounds.yaml', acceptsStack: false, ...given.guardrails } };
  const hangsOn = new Map(given.hangsOn);
  const onlyLoosened = new Map<Address, string>(given.onlyLoosened);
  const stackApproved = new Set<ApprovalClass>();
  const standsOn = given.standsOn ?? { things: new Map(), unread: [] };
  return gate({
    standsOn,
    plan,
    stack,
    observations,
    hangsOn,
    onlyLoosened,
    stackApproved,
    approvals: given.approvals ?? forAll(approved),
    rules: rulesOf(given),
    ...bounds,
  }).steps;
}

const easy: DaemonRules = {
  maxMode: 'enforce',
  isOpen: () => true,
  isNew: false,
  sourceAge: 0,
  fastInterval: 10 * minute,
  needsBaseline: false,
};

function rulesOf({ daemon, decisions, stop }: Given): Rules {
  return {
    now: noon,
    decisions: { ...noDecisions, ...decisions },
    ...(stop === undefined ? {} : { stop }),
    ...(daemon === undefined ? {} : { daemon: { ...easy, ...daemon } }),
  };
}

/** Shortens a gate to `released`, `approval disable,repair` or `blocked engine.held`. */
function short(one: Gate | undefined): string {
  if (one?.is === 'approval') return `approval ${one.classes.join(',')}`;
  return one?.is === 'blocked' ? `blocked ${one.code}` : String(one?.is);
}

describe('the gate of one step', () => {
  it.each<{ why: string; of?: Partial<Step>; given?: Given; gate: string }>([
    { why: 'what only adds', gate: 'released' },
    { why: 'a protective repair runs by itself', of: { repair: 'protective' }, gate: 'released' },
    { why: 'disabling waits', of: disables, gate: 'approval disable' },
    {
      why: 'disabling, approved by its class',
      of: disables,
      given: { approved: ['disable'] },
      gate: 'released',
    },
    {
      why: 'disabling by a role of its own waits for a person, although the Stack releases it',
      of: destroys,
      given: { settings: { ...destroyRole, release: ['disable'] } },
      gate: 'approval disable',
    },
    {
      why: 'disabling by a role of its own, approved by its class',
      of: destroys,
      given: { settings: destroyRole, approved: ['disable'] },
      gate: 'released',
    },
    {
      why: 'what a role of its own does without a risk waits as a deletion',
      of: { ...destroys, risks: [] },
      given: { settings: destroyRole },
      gate: 'approval delete',
    },
    {
      why: 'a role of its own removes what drift opened, without a person',
      of: { ...destroys, risks: [], repair: 'protective' },
      given: { settings: destroyRole },
      gate: 'released',
    },
    {
      why: 'at the command line a role of its own is not required by guardrails',
      of: destroys,
      given: { guardrails: {}, approved: 'shown' },
      gate: 'released',
    },
    {
      why: 'another class does not do',
      of: disables,
      given: { approved: ['widen', 'repair'] },
      gate: 'approval disable',
    },
    {
      why: 'disabling, released by the Stack',
      of: disables,
      given: { settings: { release: ['disable'] } },
      gate: 'released',
    },
    {
      why: 'guardrails that observe stop everything, a typed yes included',
      given: { guardrails: { mode: 'observe' }, approved: 'shown' },
      gate: 'blocked engine.guardrails',
    },
    {
      why: 'guardrails that approve make a looser Stack wait',
      given: { guardrails: { mode: 'approve' }, modeOfStack: 'enforce' },
      gate: 'blocked engine.approve-mode',
    },
    {
      why: 'guardrails loosen no mode',
      given: { guardrails: { mode: 'enforce' }, modeOfStack: 'observe' },
      gate: 'blocked engine.observe-mode',
    },
    {
      why: 'a class outside of the guardrails is released by nobody',
      of: disables,
      given: { guardrails: { classes: ['widen'] }, approved: 'shown' },
      gate: 'blocked engine.guardrails',
    },
    {
      why: 'a class outside of the guardrails is not released by the Stack either',
      of: disables,
      given: { guardrails: { classes: [] }, settings: { release: ['disable'] } },
      gate: 'blocked engine.guardrails',
    },
    {
      why: 'a class inside of the guardrails still waits for its approval',
      of: disables,
      given: { guardrails: { classes: ['disable'] } },
      gate: 'approval disable',
    },
    {
      why: 'a cap of the guardrails that is lower holds',
      of: disables,
      given: { guardrails: { caps: { count: 0, percent: 0 } }, approved: ['disable'] },
      gate: 'blocked engine.cap-exceeded',
    },
    {
      why: 'a cap of the guardrails that is higher changes nothing',
      of: disables,
      given: { guardrails: { caps: { count: 100, percent: 100 } }, approved: ['disable'] },
      gate: 'released',
    },
    { why: 'giving access back waits', of: gives, gate: 'approval repair' },
    { why: 'giving access back, approved', of: gives, given: { approved: ['repair'] }, gate: 'released' },
    {
      why: 'giving access back, released by the Stack',
      of: gives,
      given: { settings: { release: ['repair'] } },
      gate: 'released',
    },
    { why: 'all that it needs', of: { ...disables, ...gives }, gate: 'approval disable,repair' },
    {
      why: 'what is still missing',
      of: { ...disables, ...gives },
      given: { approved: ['repair'] },
      gate: 'approval disable',
    },
    {
      why: 'each class once',
      of: {
        risks: [
          { class: 'widen', message: 'a' },
          { class: 'widen', message: 'b' },
        ],
      },
      gate: 'approval widen',
    },
    {
      why: 'a typed yes releases what was shown',
      of: { ...disables, ...gives },
      given: { approved: 'shown' },
      gate: 'released',
    },
    {
      why: 'blocked while planning stays so',
      of: {
        gate: { is: 'blocked', code: 'engine.outside-scope', reason: 'outside-scope', why: '', release: '' },
      },
      given: { approved: 'shown' },
      gate: 'blocked engine.outside-scope',
    },
    { why: 'held by a tag', given: { seen: present({ hold: { value: '' } }) }, gate: 'blocked engine.held' },
    {
      why: 'held, whatever was shown',
      given: { seen: present({ hold: { value: 'INC-7' } }), approved: 'shown' },
      gate: 'blocked engine.held',
    },
    {
      why: 'tags that cannot be read may hold a hold',
      given: {
        seen: present({ facets: { tags: { is: 'unreadable', failure: failure() } } }),
        approved: 'shown',
      },
      gate: 'blocked engine.unreadable-tags',
    },
    {
      why: 'hostile access goes, whoever set a tag',
      of: { half: 'contract', repair: 'protective', overHold: 'hostile' },
      given: { seen: present({ hold: { value: 'INC-7' } }) },
      gate: 'released',
    },
    {
      why: 'a trail starts, whoever set a tag',
      of: { repair: 'protective', overHold: 'recording' },
      given: { seen: present({ hold: { value: 'INC-7' } }) },
      gate: 'released',
    },
    {
      why: 'held by a tag of what it hangs on',
      given: { hangsOn: heldAbove, others: new Map([['Box/above', present({ hold: { value: 'INC-7' } })]]) },
      gate: 'blocked engine.held',
    },
    {
      why: 'tags of what it hangs on that cannot be read may hold a hold',
      given: { hangsOn: heldAbove, others: new Map([['Box/above', unreadableTags]]) },
      gate: 'blocked engine.unreadable-tags',
    },
    {
      why: 'another facet that cannot be read holds nothing',
      given: { seen: present({ facets: { rules: { is: 'unreadable', failure: failure() } } }) },
      gate: 'released',
    },
    {
      why: 'what does not exist is held by nothing',
      given: { seen: { is: 'absent' } },
      gate: 'released',
    },
    {
      why: 'mode observe writes nothing',
      given: { mode: 'observe', approved: 'shown' },
      gate: 'blocked engine.observe-mode',
    },
    {
      why: 'mode observe of the Stack',
      given: { modeOfStack: 'observe' },
      gate: 'blocked engine.observe-mode',
    },
    {
      why: 'no resource lets itself out of the mode of its Stack',
      given: { modeOfStack: 'observe', mode: 'enforce', approved: 'shown' },
      gate: 'blocked engine.observe-mode',
    },
    {
      why: 'the tighter of two modes holds, the one of the Stack',
      given: { modeOfStack: 'approve', mode: 'enforce' },
      gate: 'blocked engine.approve-mode',
    },
    {
      why: 'the tighter of two modes holds, the own one',
      given: { modeOfStack: 'approve', mode: 'observe', approved: 'shown' },
      gate: 'blocked engine.observe-mode',
    },
    {
      why: 'what is as tight as the Stack changes nothing',
      given: { modeOfStack: 'enforce', mode: 'enforce' },
      gate: 'released',
    },
    { why: 'mode approve waits for a yes', given: { mode: 'approve' }, gate: 'blocked engine.approve-mode' },
    {
      why: 'mode approve: a class says nothing of a step that needs none',
      given: { mode: 'approve', approved: ['disable'] },
      gate: 'blocked engine.approve-mode',
    },
    { why: 'mode approve, shown', given: { mode: 'approve', approved: 'shown' }, gate: 'released' },
    {
      why: 'mode approve, and a class is missing',
      of: disables,
      given: { mode: 'approve' },
      gate: 'approval disable',
    },
  ])('$why: $gate', ({ of, given, gate: expected }) => {
    const [found] = gated({ ...given, steps: [step(of)] });
    expect(short(found?.gate)).toBe(expected);
  });

  it.each([
    { who: 'a command line', daemon: {}, released: 'answer yes to the plan' },
    { who: 'a daemon', daemon: { daemon: {} }, released: expect.stringContaining('reconcile approve') },
  ])('names the approval for a step of $who in mode approve', ({ daemon, released }) => {
    const [found] = gated({ ...daemon, steps: [step()], mode: 'approve' });
    expect(found?.gate).toMatchObject({ code: 'engine.approve-mode', release: released as string });
  });

  it('waits for a yes in mode approve even for a class that the Stack releases', () => {
    const [found] = gated({ steps: [step(gives)], mode: 'approve', settings: { release: ['repair'] } });
    expect(found?.gate.is).toBe('blocked');
  });

  it('says every reason of an approval', () => {
    const [found] = gated({ steps: [step({ ...disables, ...gives })] });
    expect(found?.gate).toMatchObject({
      why: 'nothing goes in or out; restores access that was removed outside Git',
    });
    expect(approvalsOf(step({ ...disables, ...gives }))).toEqual(['disable', 'repair']);
  });
});

describe('approvals', () => {
  it('releases the named step, and no other of the same resource', () => {
    const steps = [step(disables), step({ ...disables, id: 'Box/a#lid', name: 'lid' })];
    const approvals: Approvals = {
      of: ({ name }) => new Set<ApprovalClass>(name === 'lid' ? ['disable'] : []),
      stack: new Set(),
    };
    expect(gated({ steps, approvals }).map(({ gate: one }) => short(one))).toEqual([
      'approval disable',
      'released',
    ]);
  });
});

const bounded = { id: 'x', by: { id: 'uid:1000', name: 'ada' }, at: 0, why: 'INC-7', until: noon + hour };

function fightOver(path: string, last: number): Decisions['reverts'] {
  return [0, 1, 2].map((index) => ({ address: 'Box/a', path, at: last - index * minute }));
}

interface Shut extends Omit<Given, 'steps'> {
  readonly besides?: Step;
  readonly changes?: Step['changes'];
  readonly calls?: Step['calls'];
}

describe('the table of gates', () => {
  const putsPolicy: Step['calls'] = [{ op: 'kms:PutKeyPolicy', at: home, input: {} }];
  const steps: Readonly<Record<Motive, Partial<Step>>> = {
    'narrows-drift': { half: 'contract', repair: 'protective', calls: putsPolicy },
    repairs: { ...gives, calls: putsPolicy },
    'follows-git': { half: 'contract', calls: putsPolicy },
  };
  /** A Stack in which the gate shuts; it says all that the table says of it. */
  const shut: Readonly<Record<string, Shut>> = {
    'no lease, the document unreadable, mode observe': { mode: 'observe', approved: 'shown' },
    'guardrails with mode observe': { guardrails: { mode: 'observe' }, approved: 'shown' },
    'a waiting Stack (judged by the accepted one)': {
      onlyLoosened: new Map([['Box/a', 'it trusts another account']]),
      approved: ['repair'],
    },
    'the key of the coordination bucket unreadable: key policies, disabling, deletion': {
      standsOn: {
        things: new Map(),
        unread: [{ bucket: 'state', place: home, failure: failure(), endsUse: ['kms:PutKeyPolicy'] }],
      },
      approved: 'shown',
    },
    'no role destroy, in a daemon with guardrails: deletion, disabling': {
      calls: [{ op: 'kms:DisableKey', at: home, input: {} }],
      daemon: {},
      guardrails: {},
      approved: 'shown',
    },
    'keywright:hold': { seen: present({ hold: { value: 'INC-7' } }), approved: 'shown' },
    'keywright:hold, where guardrails say hold: everything': {
      seen: present({ hold: { value: 'INC-7' } }),
      guardrails: { hold: 'everything' },
      approved: 'shown',
    },
    'mode approve': { mode: 'approve', settings: { release: ['repair'] } },
    caps: { settings: { caps: { count: 0, percent: 0 } }, approved: 'shown' },
    'STOP, a pause': { stop: { by: 'ada', why: 'INC-7', at: 0 }, approved: 'shown' },
    'a lent lease (yield)': {
      daemon: {},
      decisions: { yielded: { ...bounded, to: 'bob' } },
      approved: 'shown',
    },
    'a daemon without an accepted baseline': { daemon: { needsBaseline: true }, approved: 'shown' },
    'the first full look of a new version': { daemon: { isNew: true }, approved: 'shown' },
    'writes of a new version to resources in sync': {
      daemon: {},
      decisions: { upgrade: { at: 0, steps: [{ step: 'Box/a#shape', desired: 'd', observed: 'o' }] } },
      settings: { release: ['repair'] },
    },
    'a rejected step': {
      daemon: {},
      decisions: {
        rejections: [
          {
            ...bounded,
            of: { address: 'Box/a', step: 'Box/a#shape', desired: 'd', observed: 'o' },
          },
        ],
      },
      approved: 'shown',
    },
    'a pin to another commit': {
      decisions: { pin: { ...bounded, commit: 'c1' } },
      commit: 'c2',
      settings: { release: ['repair'] },
    },
    'a freeze': { decisions: { freeze: bounded }, settings: { release: ['repair'] } },
    'apply: off, apply: approve': {
      daemon: {},
      settings: { handling: [{ apply: 'approve' }], release: ['repair'] },
    },
    'heal: off': { daemon: {}, settings: { handling: [{ heal: 'off' }], release: ['repair'] } },
    'heal: protective': { daemon: {}, metadata: { heal: 'protective' }, settings: { release: ['repair'] } },
    'no window open': {
      daemon: { isOpen: () => false },
      settings: {
        handling: [{ windows: [{ opens: '0 2 * * *', lasts: hour, timeZone: 'UTC' }] }],
        release: ['repair'],
      },
    },
    'an unfinished account of an earlier wave': {
      daemon: {},
      settings: { waves: [['999900001111'], [home.account]], release: ['repair'] },
      besides: step({
        address: 'Box/first',
        id: 'Box/first#shape',
        place: { ...home, account: '999900001111' },
      }),
    },
    'a source not read for a day': { daemon: { sourceAge: day }, approved: 'shown' },
    'caps of a daemon, by the hour': {
      daemon: {},
      settings: { caps: { count: 9, percent: 100, hourly: { count: 0, percent: 0 } } },
      approved: 'shown',
    },
    brake: {
      daemon: {},
      decisions: { brakes: [{ kind: 'Box', at: 0, confirmed: 3 }] },
      approved: 'shown',
    },
    'another writer': {
      daemon: {},
      decisions: { reverts: fightOver('/size', noon - minute) },
      changes: [{ path: '/size' }],
      approved: 'shown',
    },
  };
  it('tries every row but that of the planner', () => {
    const planned = 'others blocked, held, waiting, excluded or out of scope';
    expect(gateTable.map(({ gate: name }) => name).filter((name) => shut[name] === undefined)).toEqual([
      planned,
    ]);
  });

  const cells = gateTable.flatMap(({ gate: name, cells: of }) =>
    motives.flatMap((motive) => {
      const given = shut[name];
      return given === undefined ? [] : [{ name, motive, cell: of[motive], given }];
    }),
  );

  it.each(cells)('$name: $motive $cell', ({ motive, cell, given }) => {
    expect(motiveOf(step(steps[motive]))).toBe(motive);
    const { besides, changes, calls, ...rest } = given;
    const one = (over: Partial<Step>): Step =>
      step({
        desired: 'd',
        observed: 'o',
        ...steps[motive],
        ...(changes === undefined ? {} : { changes }),
        ...(calls === undefined ? {} : { calls }),
        ...over,
      });
    const of = (over: Partial<Step>): string =>
      gated({ ...rest, steps: [one(over), ...(besides === undefined ? [] : [besides])] })[0]?.gate.is ?? '';
    const expected = cell === 'passes' ? 'released' : 'blocked';
    expect(of({})).toBe(expected);
    if (cell === 'stops unless hostile') {
      expect(of({ overHold: 'hostile' })).toBe('released');
      expect(of({ overHold: 'recording' })).toBe('released');
    }
    if (cell === 'waits unless hostile') {
      expect(of({ overHold: 'hostile' })).toBe('released');
      expect(of({ overHold: 'recording' })).toBe('blocked');
    }
    if (cell === 'stops' && motive === 'narrows-drift') {
      expect(of({ overHold: 'hostile' })).toBe('blocked');
      expect(of({ overHold: 'recording' })).toBe('blocked');
    }
    if (cell === 'counts contract') expect(of({ half: 'expand' })).toBe('released');
    if (cell === 'once a fast interval') {
      const later = { ...rest, decisions: { reverts: fightOver('/size', noon - 10 * minute) } };
      expect(gated({ ...later, steps: [one({})] })[0]?.gate.is).toBe('released');
    }
    if (!cell.startsWith('waits')) return;
    const yes = gated({
      ...rest,
      steps: [one({}), ...(besides === undefined ? [] : [besides])],
      approved: 'shown',
    });
    expect(yes[0]?.gate.is).toBe('released');
  });
});

describe('the decisions of persons', () => {
  const until = fc.constantFrom(noon - 1, noon + hour);
  const addresses = fc.constantFrom<readonly Address[] | undefined>(undefined, ['Box/a'], ['Box/b']);
  const given = fc.record(
    {
      pauses: fc.array(
        fc.tuple(until, addresses).map(([end, of]) => ({
          ...bounded,
          until: end,
          ...(of === undefined ? {} : { addresses: of }),
        })),
        { maxLength: 2 },
      ),
      freeze: until.map((end) => ({ ...bounded, until: end })),
      pin: until.map((end) => ({ ...bounded, until: end, commit: 'c1' })),
      yielded: until.map((end) => ({ ...bounded, until: end, to: 'bob' })),
      brakes: fc.constant([{ kind: 'Box', at: 0, confirmed: 3 }]),
      reverts: fc.constant(fightOver('/size', noon - minute)),
    },
    { requiredKeys: [] },
  );
  const kinds: readonly Partial<Step>[] = [
    {},
    disables,
    gives,
    { half: 'contract', repair: 'protective', changes: [{ path: '/size', label: 'drifted' }] },
  ];

  it('releases nothing that would not run without it', () => {
    fc.assert(
      fc.property(
        given,
        fc.constantFrom(...kinds),
        fc.boolean(),
        fc.boolean(),
        (decisions, of, isDaemon, shown) => {
          const common: Given = {
            steps: [step(of)],
            commit: 'c2',
            ...(isDaemon ? { daemon: {} } : {}),
            ...(shown ? { approved: 'shown' } : {}),
          };
          const [before] = gated(common);
          const [after] = gated({ ...common, decisions });
          if (before?.gate.is !== 'released') expect(after?.gate.is).not.toBe('released');
        },
      ),
    );
  });

  it('runs what a pinned directory declares, of which there is no commit', () => {
    const decisions = { pin: { ...bounded, commit: 'digest' } };
    const ends = ['digest', 'other'].map((revision) =>
      gated({ steps: [step({})], decisions, daemon: { revision } }),
    );
    expect(ends.map(([one]) => short(one?.gate))).toEqual(['released', 'blocked engine.frozen']);
  });

  it('runs everything again after its end', () => {
    const over = { ...bounded, until: noon };
    const decisions = {
      pauses: [over],
      freeze: over,
      pin: { ...over, commit: 'c1' },
      yielded: { ...over, to: 'bob' },
    };
    for (const of of kinds) {
      const common: Given = {
        steps: [step(of)],
        approved: 'shown',
        daemon: {},
        settings: { release: ['repair'] },
      };
      expect(short(gated({ ...common, decisions })[0]?.gate)).toBe(short(gated(common)[0]?.gate));
    }
  });
});

describe('caps', () => {
  const address = (index: number): Address => `Box/b${index}`;

  function many(count: number, over: (index: number) => Partial<Step>): readonly Step[] {
    return Array.from({ length: count }, (_, index) => step({ address: address(index), ...over(index) }));
  }

  function released(steps: readonly Step[], total: number, caps = { count: 5, percent: 10 }): number {
    const resources = Array.from({ length: total }, (_, index) => address(index));
    const all = gated({ steps, resources, approved: 'shown', settings: { caps } });
    return all.filter((one) => one.gate.is === 'released').length;
  }

  it.each<{ why: string; count: number; total: number; of: Partial<Step>; released: number }>([
    { why: 'at the cap', count: 5, total: 20, of: disables, released: 5 },
    { why: 'one over: none runs', count: 6, total: 20, of: disables, released: 0 },
    { why: 'a tenth of many', count: 10, total: 100, of: disables, released: 10 },
    { why: 'more than a tenth of many', count: 11, total: 100, of: disables, released: 0 },
    { why: 'a tenth is rounded down', count: 7, total: 69, of: disables, released: 0 },
    { why: 'giving access back counts', count: 6, total: 20, of: gives, released: 0 },
    {
      why: 'what narrows drift is not counted',
      count: 20,
      total: 20,
      of: { half: 'contract', repair: 'protective' },
      released: 20,
    },
    { why: 'what adds does not count', count: 20, total: 20, of: {}, released: 20 },
    {
      why: 'protective repairs that add do not count',
      count: 20,
      total: 20,
      of: { repair: 'protective' },
      released: 20,
    },
  ])('$why', ({ count, total, of, released: expected }) => {
    expect(
      released(
        many(count, () => of),
        total,
      ),
    ).toBe(expected);
  });

  it('takes no share of a batch, which is not the estate', () => {
    const resources = Array.from({ length: 20 }, (_, index) => address(index));
    const [first] = gated({
      steps: many(2, () => disables),
      resources,
      scope: { is: 'batch', write: resources, read: [] },
      approved: 'shown',
      settings: { caps: { count: 1, percent: 50 } },
    });
    expect(short(first?.gate)).toBe('blocked engine.cap-exceeded');
  });

  it('counts resources, not steps, and stops only what counts', () => {
    const same = many(12, (index) => ({ ...disables, address: address(index % 4) }));
    expect(released(same, 20)).toBe(12);
    expect(
      released(
        many(12, (index) => (index < 6 ? disables : {})),
        20,
      ),
    ).toBe(6);
  });

  it('lets no more through than the cap, however large the approval', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20 }), fc.nat({ max: 6 }), fc.nat({ max: 50 }), (count, cap, percent) => {
        const steps = many(20, (index) => (index < count ? disables : {}));
        const allowed = Math.max(cap, Math.floor((20 * percent) / 100));
        const contracts = released(steps, 20, { count: cap, percent }) - (20 - count);
        expect(contracts).toBe(count <= allowed ? count : 0);
      }),
    );
  });

  it('counts only steps in scope, so that applying in parts helps', () => {
    const outside: Gate = {
      is: 'blocked',
      code: 'engine.outside-scope',
      reason: 'outside-scope',
      why: '',
      release: '',
    };
    const steps = many(12, (index) => (index < 2 ? disables : { ...disables, gate: outside }));
    expect(released(steps, 20)).toBe(2);
  });
});
