import { describe, expect, it } from 'vitest';
import type { Answered } from '../../model/answered.ts';
import { minute } from '../../model/instant.ts';
import { createRequestLines } from './answered.ts';

const read: Answered = {
  id: 'r1',
  method: 'GET',
  route: '/status',
  use: 'read',
  status: 200,
  took: 3,
  from: '192.0.2.7',
  via: 'token',
  subject: 'person:ann',
};
const refused: Answered = {
  ...{ id: 'r1', method: 'GET', route: '/status', use: 'read', took: 1, from: '192.0.2.7' },
  status: 401,
  code: 'control.token',
  via: 'refused',
};

describe('the log of requests', () => {
  it.each<[string, Partial<Answered>, string | undefined]>([
    ['a read', {}, undefined],
    ['a read that nothing changed', { status: 304 }, undefined],
    ['a read of what does not exist', { status: 404, code: 'control.missing' }, undefined],
    ['a slow read', { took: 1_000 }, 'warn'],
    ['a slow plan of sent manifests', { use: 'plan', took: 5_000 }, 'info'],
    ['a decision', { use: 'write', method: 'POST', route: '/pause' }, 'info'],
    ['a decision with a mistake', { use: 'write', status: 400, code: 'control.request' }, 'info'],
    ['a decision of who may not', { use: 'write', status: 403, code: 'control.forbidden' }, 'warn'],
    ['a wrong token', refused, 'warn'],
    ['nobody', { ...refused, via: 'nothing' }, 'info'],
    ['one request too many', { status: 429, code: 'api.rate' }, 'warn'],
    ['a daemon that is busy', { status: 503, code: 'control.busy' }, 'warn'],
    ['a fault of ours', { status: 500, code: 'engine.internal' }, 'error'],
  ])('tells what is notable when asked for that: %s', (_, more, level) => {
    const { subject, ...rest } = read;
    const one = 'via' in more ? { ...rest, ...more } : { ...rest, subject: subject ?? '', ...more };
    expect(createRequestLines('notable')(one, 0)[0]?.level).toBe(level);
    expect(createRequestLines('none')(one, 0)).toEqual([]);
    expect(createRequestLines('all')(one, 0)).toHaveLength(1);
  });

  it('says who asked for what, from where, and how it ended', () => {
    expect(createRequestLines('all')(read, 0)).toEqual([
      {
        level: 'info',
        msg: 'request',
        fields: {
          method: 'GET',
          route: '/status',
          status: 200,
          durationMs: 3,
          subject: 'person:ann',
          via: 'token',
          from: '192.0.2.7',
          requestId: 'r1',
        },
      },
    ]);
  });

  it('counts the lines that a flood of refused requests would fill, and tells of other kinds', () => {
    const lines = createRequestLines('notable');
    const told = Array.from({ length: 500 }, (_, at) => lines(refused, at)).flat();
    expect(told).toHaveLength(30);
    expect(lines({ ...read, status: 500 }, 500)).toHaveLength(1);
    expect(lines({ ...read, use: 'write' }, 500)).toHaveLength(1);
    expect(lines(refused, minute)).toMatchObject([{ fields: { untold: 470 } }]);
    expect(lines(refused, minute + 1)[0]?.fields).not.toHaveProperty('untold');
  });

  it('bounds the reads of callers without a credential, and of nobody else', () => {
    const lines = createRequestLines('all');
    const countOf = (one: Answered): number =>
      Array.from({ length: 100 }, (_, at) => lines(one, at)).flat().length;
    expect(countOf(read)).toBe(100);
    expect(countOf({ ...read, via: 'anonymous', subject: 'anonymous' })).toBe(30);
  });

  it('tells of refused requests again when the clock was set back', () => {
    const lines = createRequestLines('notable');
    for (let count = 0; count < 40; count += 1) lines(refused, 10 * minute);
    expect(lines(refused, 0)).toMatchObject([{ fields: { untold: 10 } }]);
  });
});
