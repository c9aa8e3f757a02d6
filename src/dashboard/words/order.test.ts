import { expect, test } from 'vitest';
import type { PlanPage } from '../../server/types.ts';
import { orderedSteps } from './order.ts';

type Section = PlanPage['sections'][number];
type Step = Section['steps'][number];

function section(address: string, ...steps: [name: string, after?: readonly string[]][]): Section {
  return {
    address,
    steps: steps.map(([name, after = []]) => ({
      id: `${address}#${name}`,
      half: name.endsWith(':contract') || name === 'remove' ? 'contract' : 'expand',
      after,
    })) as unknown as readonly Step[],
  } as unknown as Section;
}

function order(...sections: Section[]): readonly string[] {
  return orderedSteps(sections).map(({ step }) => step.id);
}

test('puts a resource after those that it waits for', () => {
  expect(order(section('Alias/a', ['create', ['Key/a']]), section('Key/a', ['create']))).toEqual([
    'Key/a#create',
    'Alias/a#create',
  ]);
});

test('puts what takes access after the dependants, and what gives it before them', () => {
  const key = section('Key/a', ['policy'], ['policy:contract', ['Grant/g']]);
  expect(order(key, section('Grant/g', ['grants', ['Key/a']]))).toEqual([
    'Key/a#policy',
    'Grant/g#grants',
    'Key/a#policy:contract',
  ]);
});

test('keeps the given order where nothing waits', () => {
  expect(order(section('Key/b', ['tags'], ['policy']), section('Key/a', ['tags']))).toEqual([
    'Key/b#tags',
    'Key/b#policy',
    'Key/a#tags',
  ]);
});

test('shows each step once when steps wait for each other', () => {
  const steps = order(section('Key/a', ['tags', ['Key/b']]), section('Key/b', ['tags', ['Key/a']]));
  expect(steps.toSorted()).toEqual(['Key/a#tags', 'Key/b#tags']);
});

test('orders a chain of ten thousand resources', () => {
  const chain = Array.from({ length: 10_000 }, (_, at) =>
    section(`Key/${String(at)}`, ['tags', [`Key/${String(at + 1)}`]]),
  );
  expect(order(...chain)[0]).toBe('Key/9999#tags');
});
