import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalClasses, type ApprovalClass } from './approval.ts';
import {
  everything,
  mayApproveAll,
  mayApproveWhole,
  mayAs,
  mayLabelled,
  mayRead,
  mayReadWhole,
  mayWhole,
  type Binding,
  type Role,
  type Thing,
} from './binding.ts';

const names = fc.constantFrom('a', 'b', 'constructor', '__proto__', 'toString');
const labels = fc.dictionary(names, names, { maxKeys: 2 });
const role = fc.constantFrom<Role>('viewer', 'operator', 'approver', 'planner');
const classes = fc.subarray([...approvalClasses]);

const thing: fc.Arbitrary<Thing> = fc.record({ stack: names, account: names, kind: names, labels });

const binding: fc.Arbitrary<Binding> = fc.record(
  {
    role,
    stacks: fc.subarray(['a', 'b']),
    accounts: fc.subarray(['a', 'b']),
    kinds: fc.subarray(['a', 'b']),
    labels,
    classes,
  },
  { requiredKeys: ['role'] },
);
const bindings = fc.array(binding, { maxLength: 4 });

/** Gives each answer there is about one resource and its Stack. */
function answers(
  held: readonly Binding[],
  about: Thing,
  asked: readonly ApprovalClass[],
): readonly boolean[] {
  const all = ['viewer', 'operator', 'approver', 'planner'] as const;
  return [
    mayRead(held, about),
    mayReadWhole(held, about.stack),
    mayApproveAll(held, about, asked),
    mayApproveWhole(held, about.stack, asked),
    ...all.flatMap((one) => [
      mayAs(one, held, about),
      mayWhole(one, held, about.stack),
      mayLabelled(one, held, about.stack, about.labels),
    ]),
  ];
}

describe('bindings', () => {
  it('takes nothing away when one is added', () => {
    fc.assert(
      fc.property(bindings, binding, thing, (held, more, about) => {
        const before = answers(held, about, []);
        const after = answers([...held, more], about, []);
        expect(before.every((one, at) => !one || after[at] === true)).toBe(true);
      }),
    );
  });

  it('allows nothing when there is none', () => {
    fc.assert(
      fc.property(thing, (about) => {
        expect(answers([], about, [])).not.toContain(true);
      }),
    );
  });

  it('lets a planner read nothing', () => {
    fc.assert(
      fc.property(bindings, thing, (held, about) => {
        const planner = held.map((one) => ({ ...one, role: 'planner' as const }));
        expect(mayRead(planner, about) || mayReadWhole(planner, about.stack)).toBe(false);
      }),
    );
  });

  it('gives for a Stack no more than for each of its resources', () => {
    fc.assert(
      fc.property(bindings, thing, role, classes, (held, about, as, asked) => {
        expect(!mayWhole(as, held, about.stack) || mayAs(as, held, about)).toBe(true);
        expect(!mayLabelled(as, held, about.stack, about.labels) || mayAs(as, held, about)).toBe(true);
        expect(!mayReadWhole(held, about.stack) || mayRead(held, about)).toBe(true);
        expect(!mayApproveWhole(held, about.stack, asked) || mayApproveAll(held, about, asked)).toBe(true);
      }),
    );
  });

  it('lets a decider on a resource read it', () => {
    fc.assert(
      fc.property(bindings, thing, (held, about) => {
        expect(
          !(mayAs('operator', held, about) || mayAs('approver', held, about)) || mayRead(held, about),
        ).toBe(true);
      }),
    );
  });

  it('allows the user of the socket everything', () => {
    fc.assert(
      fc.property(thing, (about) => {
        expect(mayReadWhole(everything, about.stack)).toBe(true);
        expect(mayApproveWhole(everything, about.stack, approvalClasses)).toBe(true);
        expect(mayWhole('operator', everything, about.stack)).toBe(true);
      }),
    );
  });

  it('finds no label that a resource does not have', () => {
    const about = { stack: 'a', account: 'a', kind: 'Key', labels: {} };
    const held = (label: string): readonly Binding[] => [
      { role: 'viewer', labels: JSON.parse(`{"${label}":"x"}`) as Record<string, string> },
    ];
    expect(['constructor', '__proto__', 'toString'].map((one) => mayRead(held(one), about))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('needs each class from a binding that covers the resource', () => {
    const about = { stack: 'a', account: '1', kind: 'Key', labels: {} };
    const held: readonly Binding[] = [
      { role: 'approver', classes: ['widen'], kinds: ['Key'] },
      { role: 'approver', classes: ['delete'], kinds: ['Trail'] },
    ];
    expect(mayApproveAll(held, about, ['widen'])).toBe(true);
    expect(mayApproveAll(held, about, ['widen', 'delete'])).toBe(false);
  });
});
