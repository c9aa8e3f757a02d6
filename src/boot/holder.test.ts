import { expect, it } from 'vitest';
import { holderOf, whoIs } from './holder.ts';

const environment = { variables: { USER: 'ann' }, host: 'pod', pid: 1 } as never;

it('names two starts of a process apart although both are pid 1 of a container', () => {
  let started = 0;
  const entropy = { hex: () => `start-${(started += 1)}` } as never;
  const names = [holderOf({ environment, entropy }), holderOf({ environment, entropy })];
  expect(names).toEqual(['ann@pod:1/start-1', 'ann@pod:1/start-2']);
  expect(names.every((name) => name.startsWith(whoIs({ environment })))).toBe(true);
});
