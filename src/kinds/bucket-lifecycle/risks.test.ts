import { expect, it } from 'vitest';
import { deletedByHand, lifecycleRules } from './risks.ts';
import type { Rule, Rules } from './rules.ts';

function dangersOf(id: string, live: Rules, wanted: Rules): readonly string[] {
  const rules = Object.entries(wanted).map(([name, rule]) => ({ id: name, ...rule }));
  type Finds = NonNullable<(typeof lifecycleRules)[number]['finds']>;
  const about = { at: { spec: { bucket: 'data', rules } }, reads: { lifecycle: { rules: live } } };
  const changes = [{ path: `/rules/${id}` as const, before: undefined, after: wanted[id] }];
  return lifecycleRules.flatMap(({ finds }) =>
    (finds?.(changes, about as unknown as Parameters<Finds>[1]) ?? []).map(({ message }) => message),
  );
}

function expires(days: number, prefix?: string): Rule {
  return { status: 'Enabled', expiration: { days }, ...(prefix === undefined ? {} : { filter: { prefix } }) };
}

it.each<{ why: string; live: Rules; wanted: Rules; waits: boolean }>([
  {
    why: 'one added by hand deletes more, and is taken out',
    live: { wipe: expires(1) },
    wanted: { own: expires(30) },
    waits: true,
  },
  {
    why: 'one made by hand to delete sooner is put back',
    live: { all: expires(1) },
    wanted: { all: expires(365), own: expires(30, 'logs/') },
    waits: true,
  },
  {
    why: 'one that stays deletes as soon',
    live: { all: expires(30) },
    wanted: { all: expires(30), own: expires(30, 'logs/') },
    waits: false,
  },
  { why: 'it had another ID', live: { was: expires(30) }, wanted: { own: expires(30) }, waits: false },
  { why: 'nothing else deletes', live: {}, wanted: { own: expires(30) }, waits: true },
])('lets a rule pass by what other rules still delete afterwards: $why', ({ live, wanted, waits }) => {
  expect(dangersOf('own', live, wanted)).toHaveLength(waits ? 1 : 0);
});

it.each<{ why: string; was?: Rule; is?: Rule; says: string | undefined }>([
  { why: 'was added', is: expires(2), says: 'rule wipe deletes objects after 2 days (the whole bucket)' },
  {
    why: 'deletes sooner now',
    was: expires(365),
    is: expires(2),
    says: 'rule wipe deletes objects after 2 days (the whole bucket)',
  },
  { why: 'deletes later now', was: expires(2), is: expires(365), says: undefined },
  { why: 'was taken out', was: expires(2), says: undefined },
  { why: 'is disabled', is: { ...expires(2), status: 'Disabled' }, says: undefined },
])('names what a rule changed by hand deletes when it $why', ({ was, is, says }) => {
  expect(deletedByHand({ path: '/rules/wipe', before: was, after: is })).toBe(says);
});
