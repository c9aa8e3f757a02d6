import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressOf, kindOf, type Address } from '../../../model/address.ts';
import { mayRead, readOnly, type Binding } from '../../../model/binding.ts';
import { noDecisions } from '../../../model/decisions.ts';
import type { Episode, StatusRecord } from '../../../model/history.ts';
import { hour, minute } from '../../../model/instant.ts';
import { resourcePlanOf, stepOf } from '../../../model/plan.test-helper.ts';
import type { Step } from '../../../model/plan.ts';
import { callerOf, controlOf, noon } from '../../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import type { Control } from '../control.ts';

/** One resource, with what a look found of it. */
interface Thing {
  readonly address: Address;
  readonly account: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly sync: StatusRecord['sync'];
  readonly health: StatusRecord['health'];
  readonly steps: number;
  readonly isOpen: boolean;
  readonly isPaused: boolean;
  readonly isSilenced: boolean;
}

const account = fc.constantFrom('111122223333', '999988887777');
const labels = fc.record({ team: fc.constantFrom('a', 'b') }, { requiredKeys: [] });

const thing: fc.Arbitrary<Thing> = fc.record({
  address: fc
    .tuple(fc.constantFrom('Key', 'Alias', 'Trail'), fc.constantFrom('a', 'b', 'c.d', 'c'))
    .map(([kind, name]) => addressOf(kind, name)),
  account,
  labels,
  sync: fc.constantFrom('InSync', 'Drifted', 'PendingChange', 'Unknown'),
  health: fc.constantFrom('Healthy', 'Degraded', 'Blocked'),
  steps: fc.nat(2),
  isOpen: fc.boolean(),
  isPaused: fc.boolean(),
  isSilenced: fc.boolean(),
});

const things = fc.uniqueArray(thing, { selector: ({ address }) => address, minLength: 1, maxLength: 8 });

const bindings: fc.Arbitrary<readonly Binding[]> = fc.array(
  fc.record(
    {
      role: fc.constant('viewer' as const),
      accounts: fc.subarray(['111122223333', '999988887777']),
      kinds: fc.subarray(['Key', 'Alias', 'Trail']),
      labels,
    },
    { requiredKeys: ['role'] },
  ),
  { maxLength: 3 },
);

const by = { id: 'person:ann', name: 'ann' };

function controlWith(all: readonly Thing[]): Control {
  const place = (one: Thing): StatusRecord['place'] => ({ account: one.account, region: 'eu-central-1' });
  const steps = all.flatMap((one): readonly Step[] =>
    Array.from({ length: one.steps }, (_, at) => {
      const name = at === 0 ? 'policy' : 'tags';
      return stepOf(one.address, name, {
        place: place(one),
        gate: {
          is: 'approval',
          classes: ['widen'],
          reason: 'waits-for-approval',
          why: `opens ${one.address}`,
        },
        risks: [{ class: 'widen', message: `opens ${one.address}` }],
        locks: all.map(({ address }) => address),
      });
    }),
  );
  const decided = (one: Thing): { id: string; by: typeof by; at: number; why: string; until: number } => ({
    id: `d-${one.address}`,
    by,
    at: noon - hour,
    why: 'x',
    until: noon + hour,
  });
  const named = (
    is: (one: Thing) => boolean,
  ): readonly (ReturnType<typeof decided> & { addresses: [Address] })[] =>
    all.filter(is).map((one) => ({ ...decided(one), addresses: [one.address] }));
  const controller = fakeController('keys', {
    fullAt: noon - minute,
    status: statusWith(
      ...all.map((one) =>
        recordAt(one.address, noon - minute, {
          place: place(one),
          labels: one.labels,
          sync: one.sync,
          health: one.health,
          ...(one.health === 'Healthy' ? {} : { reason: 'disabled', why: `${one.address} is disabled` }),
        }),
      ),
    ),
    plan: planWith(steps, {
      at: noon,
      resources: all.map((one) => resourcePlanOf(one.address, { place: place(one), sync: one.sync })),
    }),
    open: all
      .filter(({ isOpen }) => isOpen)
      .map(({ address }): Episode => ({
        id: `e-${address}`,
        address,
        facet: 'policy',
        changes: [],
        label: 'drifted',
        openedAt: noon - hour,
        seenAt: noon,
        declared: '',
      })),
    decisions: {
      ...noDecisions,
      pauses: named(({ isPaused }) => isPaused),
      silences: named(({ isSilenced }) => isSilenced),
      writes: all.map((one) => ({
        address: one.address,
        account: one.account,
        kind: kindOf(one.address),
        at: noon,
      })),
    },
  });
  return controlOf([controller]);
}

/** Asks all that a caller can read. */
async function told(control: Control, held: readonly Binding[]): Promise<unknown> {
  const caller = callerOf('bob', { bindings: held });
  return Promise.all([
    control.status({}, caller),
    control.get({ details: true }, caller),
    control.overview({}, caller),
    control.attention({}, caller),
    control.plans({}, caller),
    control.plan({}, caller),
    control.map({}, caller),
    control.list({}, caller),
    control.list({ q: 'a', kind: ['Key'] }, caller),
    control.timeline({}, caller),
    control.resource({ address: 'Key/a' }, caller),
    control.history({ address: 'Key/a' }, caller),
    control.status({ addresses: ['Key/b'] }, caller),
  ]);
}

it('answers a limited caller as a daemon that has only what they may read', async () => {
  await fc.assert(
    fc.asyncProperty(things, bindings, async (all, held) => {
      const seen = all.filter((one) =>
        mayRead(held, { stack: '', account: one.account, kind: kindOf(one.address), labels: one.labels }),
      );
      fc.pre(seen.length > 0);
      expect(await told(controlWith(all), held)).toEqual(await told(controlWith(seen), readOnly));
    }),
    { numRuns: 150 },
  );
});
