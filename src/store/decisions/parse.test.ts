import { describe, expect, it } from 'vitest';
import { noDecisions } from '../../model/decisions.ts';
import { volatileRegister } from '../register.ts';
import { parseDecisions } from './parse.ts';
import type { DecisionsDocument } from './schema.ts';
import { decisionsIn, stopOrderOf } from './store.ts';

const stack = { name: 'shop', uid: 'u1' };
const document = {
  keywright: 'decisions',
  version: 1,
  stack,
  sequence: 3,
  writer: 'x',
  decisions: noDecisions,
};

describe('the document of the decisions', () => {
  it.each([
    {
      why: 'a newer version wrote it',
      text: JSON.stringify({ ...document, version: 2 }),
      code: 'store.newer-version',
    },
    {
      why: 'a newer version wrote it in another shape',
      text: '{"keywright":"decisions","version":9}',
      code: 'store.newer-version',
    },
    { why: 'it is no JSON', text: '{', code: 'store.corrupt-decisions' },
    { why: 'it is something else', text: '{"keywright":"journal"}', code: 'store.corrupt-decisions' },
    {
      why: 'a pause has no end',
      text: JSON.stringify({ ...document, decisions: { ...noDecisions, pauses: [{}] } }),
      code: 'store.corrupt-decisions',
    },
    {
      why: 'it is of another Stack',
      text: JSON.stringify({ ...document, stack: { name: 'shop', uid: 'u2' } }),
      code: 'store.other-stack',
    },
  ])('is refused when $why', ({ text, code }) => {
    expect(() => parseDecisions(text, 'decisions.json', stack)).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code }) as unknown }) as Error,
    );
  });

  // A replica of the version before must not take away what a newer one decided (authority.md §4.19).
  it('keeps the fields of a newer version when this one writes it again', async () => {
    const register = volatileRegister<DecisionsDocument>('x');
    const newer = { ...document, quorum: 2, decisions: { ...noDecisions, next: ['a'] } };
    await (await register.read()).replace(parseDecisions(JSON.stringify(newer), 'x', stack));
    const store = decisionsIn({ register, stack, clock: { now: () => 0 }, writer: () => 'y' });
    await store.decide((before) => ({ ...before, brakes: [{ kind: 'Key', at: 1, confirmed: 3 }] }));
    expect((await register.read()).record).toMatchObject({
      quorum: 2,
      version: 1,
      sequence: 4,
      decisions: { next: ['a'], brakes: [{ kind: 'Key' }] },
    });
  });
});

it.each([
  {
    why: 'by Keywright',
    text: '{"by":"ada","why":"INC-7","at":5}',
    order: { by: 'ada', why: 'INC-7', at: 5 },
  },
  { why: 'by touch', text: '', order: { why: '', at: 9 } },
  { why: 'by hand', text: 'INC-7\n', order: { why: 'INC-7', at: 9 } },
  { why: 'by another program', text: '{"stop":true}', order: { why: '{"stop":true}', at: 9 } },
])('reads an order to stop that was written $why', ({ text, order }) => {
  expect(stopOrderOf(text, 9)).toMatchObject(order);
});
