import { describe, expect, it } from 'vitest';
import { createAnswers, kept, most, type Answers } from './answers.ts';

const noon = Date.UTC(2026, 10, 30, 12);

function memory(): { readonly hands: { at: number }; readonly answers: Answers } {
  const hands = { at: noon };
  return { hands, answers: createAnswers(() => hands.at) };
}

/** Sends a request and keeps its answer. Returns what became of it. */
function send(answers: Answers, key: string, more: { caller?: string; text?: string } = {}): string {
  const { caller = 'ann', text = 'x' } = more;
  const begun = answers.begin({ caller, key, digest: 'd' });
  if (begun.is === 'first') begun.attempt.keep({ text });
  return begun.is;
}

describe('the memory of answers', () => {
  it('forgets an answer after a day', () => {
    const { hands, answers } = memory();
    send(answers, 'k');
    hands.at = noon + kept - 1;
    expect(send(answers, 'k')).toBe('again');
    hands.at = noon + kept;
    expect(send(answers, 'k')).toBe('first');
  });

  it('forgets the oldest answers of a caller first when they send many', () => {
    const { answers } = memory();
    send(answers, 'k', { caller: 'bob' });
    for (let sent = 0; sent <= most.ofCaller; sent += 1) send(answers, `k${String(sent)}`);
    expect(answers.size().keys).toBe(most.ofCaller + 1);
    expect(send(answers, 'k', { caller: 'bob' })).toBe('again');
    expect(send(answers, 'k1')).toBe('again');
    expect(send(answers, 'k0')).toBe('first');
  });

  it('stays bounded when many callers send many long answers', () => {
    const { answers } = memory();
    const text = 'x'.repeat(100_000);
    for (let sent = 0; sent < 3 * most.inAll; sent += 1) send(answers, 'k', { caller: String(sent) });
    expect(answers.size().keys).toBeLessThanOrEqual(most.inAll);
    for (let sent = 0; sent < 200; sent += 1) send(answers, 'long', { caller: String(sent), text });
    expect(answers.size().characters).toBeLessThanOrEqual(most.characters);
    expect(answers.size().characters).toBeGreaterThan(most.characters - 2 * text.length);
  });

  it('remembers what runs when many others send meanwhile', () => {
    const { answers } = memory();
    answers.begin({ caller: 'ann', key: 'runs', digest: 'd' });
    for (let sent = 0; sent < 2 * most.inAll; sent += 1) send(answers, 'k', { caller: String(sent) });
    expect(send(answers, 'runs')).toBe('refused');
  });

  it('counts nothing when everything is forgotten', () => {
    const { answers } = memory();
    const begun = answers.begin({ caller: 'ann', key: 'k', digest: 'd' });
    if (begun.is === 'first') begun.attempt.drop();
    expect(answers.size()).toEqual({ keys: 0, characters: 0 });
  });
});
