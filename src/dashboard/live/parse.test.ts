import { describe, expect, test } from 'vitest';
import { eventsIn } from './parse.ts';

describe('eventsIn', () => {
  test('reads name, data and id of an event', () => {
    expect(eventsIn('id: 4f-1\nevent: changed\ndata: {"a":1}\n\n')).toEqual({
      events: [{ name: 'changed', data: '{"a":1}', id: '4f-1' }],
      rest: '',
    });
  });

  test('keeps the beginning of an event when it has not arrived whole', () => {
    const { events, rest } = eventsIn('data: 1\n\ndata: 2\n');
    expect(events.map(({ data }) => data)).toEqual(['1']);
    expect(eventsIn(`${rest}\n`).events.map(({ data }) => data)).toEqual(['2']);
  });

  test('skips comments, which only keep the connection open', () => {
    expect(eventsIn(': still here\n\n')).toEqual({ events: [], rest: '' });
  });

  test('joins several lines of data', () => {
    expect(eventsIn('data: a\r\ndata:b\r\n\r\n').events).toEqual([
      { name: 'message', data: 'a\nb', id: undefined },
    ]);
  });
});
