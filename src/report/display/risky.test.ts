import { describe, expect, it } from 'vitest';
import { goldenPlans } from '../../../test/golden/report/cases/index.ts';
import type { Gate, Plan, Step } from '../../model/plan.ts';
import { heldGate, resourcePlanOf } from '../../model/plan.test-helper.ts';
import { blockOf } from '../../model/reasons.ts';
import { planText } from '../human/plan.ts';
import { riskyLines, riskyRows } from '../human/risky.ts';
import { planMarkdown } from '../markdown/plan.ts';
import { plainLook } from '../text/style.ts';
import { displayOf } from './make.ts';
import { riskyOf } from './risky.ts';

const base = goldenPlans.find(({ name }) => name === 'disable-needs-approval')?.plan;
if (base === undefined) throw new Error('the plan that disables a key is gone');
const [first] = base.steps;
if (first === undefined) throw new Error('it has no steps');
const released: Step = { ...first, gate: { is: 'released' }, risks: [] };

function planOf(steps: readonly Step[]): Plan {
  return { ...(base as Plan), resources: [], steps };
}

function many(count: number, more: (index: number) => Partial<Step>): readonly Step[] {
  return Array.from({ length: count }, (_, index) => ({
    ...released,
    id: `Key/k${index}#x`,
    address: `Key/k${index}` as const,
    ...more(index),
  }));
}

describe('steps that a person must not overlook', () => {
  it('has what opens access first, then what destroys', () => {
    const of = (is: 'widen' | 'delete' | 'disable' | 'repair'): Step['risks'] => [{ class: is, message: is }];
    const steps = many(4, (index) => ({
      risks: of((['repair', 'widen', 'disable', 'delete'] as const)[index] ?? 'widen'),
    }));
    expect(riskyOf(planOf(steps), new Set()).map(({ classes }) => classes)).toEqual([
      ['widen'],
      ['repair'],
      ['delete'],
      ['disable'],
    ]);
  });

  it('names the account and the actions of hostile access before the step that removes it', () => {
    const removes = [{ who: 'root:999988887777', what: 'kms:Decrypt' }];
    const display = displayOf(planOf(many(1, () => ({ overHold: 'hostile', removes }))));
    expect(riskyLines(display, plainLook).slice(0, 3)).toEqual([
      'Review before you continue:',
      '  - account 999988887777 can kms:Decrypt (given outside Git): Key/k0 (x) REMOVES this access',
      '    needs no approval',
    ]);
    expect(planMarkdown(display)).toContain(
      '- 🔴 `account 999988887777 can kms:Decrypt (given outside Git)`: `Key/k0 (x)` **REMOVES this access**',
    );
  });

  it('has the sections of a plan in the same order, and automatic steps last', () => {
    const kinds: readonly Partial<Step>[] = [
      {},
      { gate: { is: 'blocked', ...blockOf('engine.observe-mode', { why: 'observe', release: 'enforce' }) } },
      { risks: [{ class: 'delete', message: 'gone' }] },
      { risks: [{ class: 'widen', message: 'given' }] },
      {},
    ];
    const steps = many(5, (index) => kinds[index] ?? {});
    const resources = steps.map(({ id, address }) => resourcePlanOf(address, { steps: [id] }));
    const { sections } = displayOf({ ...planOf(steps), resources });
    expect(sections.map(({ address }) => address)).toEqual([
      'Key/k3',
      'Key/k2',
      'Key/k1',
      'Key/k0',
      'Key/k4',
    ]);
  });

  it('has hostile access that is removed first, then what Git cuts off, then what stays unjudged', () => {
    const of = (is: 'cut-off' | 'delete' | 'repair'): Step['risks'] => [{ class: is, message: is }];
    const kinds: readonly Partial<Step>[] = [
      { risks: of('delete') },
      { risks: of('repair'), stays: ['Use was edited outside Git and stays'] },
      { risks: of('cut-off') },
      { overHold: 'hostile' },
    ];
    const risky = riskyOf(planOf(many(4, (index) => kinds[index] ?? {})), new Set());
    expect(risky.map(({ address }) => address)).toEqual(['Key/k3', 'Key/k2', 'Key/k1', 'Key/k0']);
    expect(riskyRows({ risky, sections: [] }).map(({ does, loses }) => [does, loses])).toEqual([
      ['REMOVES this access', true],
      ['removes access', true],
      ['reverts a change made outside Git', true],
      ['DELETES', true],
    ]);
    expect(risky[2]?.why).toContain('Use was edited outside Git and stays');
  });

  it.each<{ why: string; of: Partial<Step>; first: string | undefined }>([
    {
      why: 'drift that it would narrow',
      of: { half: 'contract', repair: 'protective' },
      first: 'open-under-hold',
    },
    { why: 'hostile access', of: { half: 'contract', overHold: 'hostile' }, first: 'open-under-hold' },
    { why: 'what gives access back', of: { half: 'expand', repair: 'access-giving' }, first: undefined },
    { why: 'what Git takes away', of: { half: 'contract' }, first: undefined },
  ])('has $why that a hold stops as $first', ({ of, first: expected }) => {
    const [one] = riskyOf(planOf(many(1, () => ({ gate: heldGate, ...of }))), new Set());
    expect(one?.first).toBe(expected);
  });

  // A disabled key is unhealthy, and that is not what somebody opened.
  it.each([
    {
      removes: [{ who: 'root:999988887777', what: 'kms:Decrypt' }],
      reason: 'unusable',
      why: 'account 999988887777 can kms:Decrypt (given outside Git); held',
    },
    {
      removes: undefined,
      reason: 'unusable',
      why: 'description was changed outside Git and gives access; held',
    },
    { removes: undefined, reason: 'public', why: 'as the look says (changed outside Git); held' },
  ] as const)('names the open access of a resource that is $reason: $why', ({ removes, reason, why }) => {
    const gate = { is: 'blocked', ...blockOf('engine.held', { why: 'held', release: '' }) } as const;
    const steps = many(1, () => ({
      gate,
      half: 'contract',
      repair: 'protective',
      changes: [{ path: '/description', after: 'x' }],
      ...(removes === undefined ? {} : { removes }),
    }));
    const seen = { health: 'Degraded', reason, why: 'as the look says' } as const;
    const resources = steps.map(({ id, address }) => resourcePlanOf(address, { steps: [id], ...seen }));
    expect(riskyOf({ ...planOf(steps), resources }, new Set())[0]?.why).toBe(why);
  });

  it.each([
    { code: 'engine.paused', reason: 'paused' },
    { code: 'engine.paused', reason: 'stop-ordered' },
    { code: 'engine.paused', reason: 'braked' },
    { code: 'engine.frozen', reason: 'no-baseline' },
  ] as const)('shows first what stays open because of $reason', ({ code, reason }) => {
    const gate = { is: 'blocked', code, reason, why: '', release: '' } as const;
    const steps = many(1, () => ({ gate, half: 'contract', repair: 'protective' }));
    expect(riskyOf(planOf(steps), new Set())[0]?.first).toBe('open-under-hold');
  });

  // "Needs no approval" reads as "will be done": the step that it waits for may never be approved.
  it('names what a step comes after when that waits for approval', () => {
    const gates: readonly Partial<Step>[] = [
      { gate: { is: 'approval', classes: ['repair'], why: 'gives access', reason: 'waits-for-approval' } },
      { after: ['Key/k0#x'], undoes: ['objects are no longer encrypted'] },
    ];
    const steps = many(2, (index) => gates[index] ?? {});
    const resources = steps.map(({ id, address }) => resourcePlanOf(address, { steps: [id] }));
    const display = displayOf({ ...planOf(steps), resources });
    const lines = riskyLines(display, plainLook);
    expect(lines).toContain('    after Key/k0 (x), which waits for approval');
    expect(lines).not.toContain('    needs no approval');
    expect(planMarkdown(display)).toContain('after Key/k0 (x), which waits for approval');
    expect(display.risky.map(({ release }) => release)).toContain(
      'after Key/k0 (x), which waits for approval',
    );
  });

  // A note under all sections is overlooked, and a stranger's grant is the worst finding of such a plan.
  it('names who has access by a grant made outside Git, and that it stays', () => {
    const opened = ['account 999988887777 (arn:aws:iam::999988887777:role/x) can Decrypt (grant 1a2b…)'];
    const service = 'dynamodb.amazonaws.com can Decrypt (grant 3c4d…)';
    const kept = resourcePlanOf('Key/kept', { foreign: [...opened, service], opened });
    const steps = many(1, () => ({}));
    const changed = resourcePlanOf('Key/k0', { steps: steps.map(({ id }) => id) });
    const display = displayOf({ ...planOf(steps), resources: [kept, changed] });
    const lines = riskyLines(display, { ...plainLook, width: 200 });
    expect(lines).toEqual([
      'Review before you continue:',
      `  - ${opened.join('')}: Key/kept KEEPS this access`,
      '    no manifest gives it, and Keywright does not take it away',
    ]);
    expect(planMarkdown(display)).toContain('`Key/kept` **KEEPS this access**');
    expect(display.notices.map(({ message }) => message)).toEqual([
      `gives access that no manifest declares: ${service}`,
    ]);
  });

  it('asks nobody to continue when the plan only has access that stays', () => {
    const opened = ['account 999988887777 can Decrypt'];
    const resources = [resourcePlanOf('Key/kept', { foreign: opened, opened })];
    expect(riskyLines(displayOf({ ...planOf([]), resources }), plainLook)[0]).toBe('Review:');
  });

  it('tells a risk that the Stack releases without asking', () => {
    const steps = many(1, () => ({ risks: [{ class: 'disable', message: 'it is used' }] }));
    const [row] = riskyRows(displayOf(planOf(steps)));
    expect(row).toMatchObject({
      does: 'DISABLES or weakens',
      why: 'it is used',
      release: 'disable is approved already',
    });
  });

  it('tells what would be lost also where something else blocks it', () => {
    const steps = many(1, () => ({ gate: heldGate, risks: [{ class: 'delete', message: 'gone for ever' }] }));
    const [row] = riskyRows(displayOf(planOf(steps)));
    expect(row).toMatchObject({
      does: 'DELETES',
      why: 'gone for ever; held',
      release: 'to proceed: remove the tag',
    });
  });

  it('tells what a change outside Git endangered, and that reverting it needs no approval', () => {
    const of = { repair: 'protective', undoes: ['what is done leaves no trace'] } as const;
    const [row] = riskyRows({ risky: riskyOf(planOf(many(1, () => of)), new Set()), sections: [] });
    expect(row).toMatchObject({
      does: 'reverts a change made outside Git',
      why: 'that change means what is done leaves no trace',
      release: 'needs no approval',
      loses: true,
    });
  });

  it('names who loses which access where no class holds the step', () => {
    const removes = [{ who: 'arn:aws:iam::111122223333:role/app', what: 'kms:Decrypt' }];
    const [row] = riskyRows({
      risky: riskyOf(planOf(many(1, () => ({ half: 'contract', removes }))), new Set()),
      sections: [],
    });
    expect(row).toMatchObject({
      does: 'removes access',
      why: 'kms:Decrypt from arn:aws:iam::111122223333:role/app',
    });
  });

  it('has one row for the halves of one write', () => {
    const risks: Step['risks'] = [{ class: 'widen', message: 'gives more' }];
    const halves = many(2, (index) => ({
      id: index === 0 ? 'Key/k#policy' : 'Key/k#policy:contract',
      address: 'Key/k',
      half: index === 0 ? 'expand' : 'contract',
      risks,
      gate: {
        is: 'approval',
        classes: ['widen'],
        reason: 'waits-for-approval',
        why: 'gives more',
      },
    }));
    expect(
      riskyRows({ risky: riskyOf(planOf(halves), new Set()), sections: [] }).map(({ names }) => names),
    ).toEqual([['Key/k (policy)']]);
  });

  it('leaves out steps out of scope, and those that are neither risky nor held', () => {
    const steps = many(2, () => ({ risks: [{ class: 'delete', message: 'gone' }] }));
    expect(riskyOf(planOf([...steps, released]), new Set(['Key/k0'])).map(({ address }) => address)).toEqual([
      'Key/k1',
    ]);
  });

  it('never leaves out one that deletes or disables, however many there are', () => {
    const loses = many(150, (index) => ({
      risks: [{ class: index % 2 === 0 ? 'delete' : 'disable', message: `loss ${index}` }],
    }));
    const widens = many(100, (index) => ({
      id: `Key/w${index}#x`,
      risks: [{ class: 'widen', message: `gives ${index}` }],
    }));
    const display = displayOf(planOf([...widens, ...loses]));
    const text = riskyLines(display, plainLook).join('\n');
    expect(loses.filter(({ address }) => !text.includes(`${address} (x)`))).toEqual([]);
    expect(text).toContain('and 90 more steps, shown above');
    const comment = planMarkdown(display, { limit: 20_000 });
    expect(loses.filter(({ address }) => !comment.includes(`\`${address} (x)\``))).toEqual([]);
    expect(comment.length).toBeLessThanOrEqual(20_000);
  });

  it('names each of many that give the same access below a summary, which shows none of them', () => {
    const steps = many(300, () => ({ risks: [{ class: 'widen', message: 'given' }] }));
    const display = displayOf({
      ...planOf(steps),
      resources: steps.map(({ id, address }) => resourcePlanOf(address, { steps: [id] })),
    });
    const text = planText(display, { detail: 'summary' });

    expect(text).not.toContain('# Key/k0 will');
    expect(text).toContain('300 changes are only counted above. What is dangerous is named below.');
    expect(text).toContain('300 resources grant more access: given');
    expect(steps.filter(({ address }) => !new RegExp(`${address}(?:,|$)`, 'mu').test(text))).toEqual([]);
  });

  it('shows each of many that lose something in full, in a summary too', () => {
    const steps = many(300, () => ({ risks: [{ class: 'delete', message: 'gone' }] }));
    const display = displayOf({
      ...planOf(steps),
      resources: steps.map(({ id, address }) => resourcePlanOf(address, { steps: [id] })),
    });
    const text = planText(display, { detail: 'summary' });

    expect(steps.filter(({ address }) => !text.includes(`# ${address} will`))).toEqual([]);
  });

  it('has what gives access to trusted principals last, and of many only the first', () => {
    const steps = [
      ...many(30, (index) => ({ gives: [{ who: `role/r${index}`, what: 'kms:Decrypt' }] })),
      ...many(1, () => ({ id: 'Key/lost#x', risks: [{ class: 'delete', message: 'gone' }] })),
    ];
    const display = displayOf(planOf(steps));
    expect(display.risky[0]?.classes).toEqual(['delete']);
    for (const detail of ['full', 'summary'] as const) {
      const text = riskyLines(display, plainLook, detail).join('\n');
      expect(text).toContain('Key/k0 (x) gives access: kms:Decrypt to role/r0');
      expect(text).toContain('and 20 more steps');
    }
  });

  it('says once what holds many', () => {
    const gateOf = (index: number): Gate => ({
      is: 'blocked',
      ...blockOf('engine.observe-mode', {
        why: `Key/k${index} is in mode observe`,
        release: 'set mode: enforce',
      }),
    });
    const steps = many(30, (index) => ({ gate: gateOf(index) }));
    const display = displayOf(planOf(steps));
    expect(riskyRows(display)).toMatchObject([
      {
        names: steps.map(({ address }) => `${address} (x)`),
        does: 'are blocked',
        why: 'each is in mode observe',
      },
    ]);
  });

  it('leaves out of the last look what is only blocked, since its section and the count tell it', () => {
    const gate = {
      is: 'blocked',
      ...blockOf('engine.observe-mode', { why: 'observe', release: 'enforce' }),
    } as const;
    const [plain, dangerous] = [
      planOf(many(3, () => ({ gate }))),
      planOf(many(3, () => ({ gate, risks: [{ class: 'widen', message: 'given' }] }))),
    ];
    expect(riskyLines(displayOf(plain), plainLook)).toEqual([]);
    expect(riskyLines(displayOf(dangerous), plainLook).join(' ')).toContain('given');
  });
});
