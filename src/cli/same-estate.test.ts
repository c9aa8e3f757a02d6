import { expect, it } from 'vitest';
import { completed, sameApply, sameEstate } from './same-estate.ts';

it.each([
  { options: {}, paths: [], estate: '' },
  { options: {}, paths: ['estate'], estate: ' estate' },
  {
    options: { stateDir: '.state', endpoint: 'http://127.0.0.1:4566' },
    paths: ['a b'],
    estate: " 'a b' --state-dir .state --endpoint http://127.0.0.1:4566",
  },
  { options: { sandbox: { directory: 'world' } }, paths: ['m'], estate: ' m --sandbox=world' },
] as const)('repeats $estate', ({ options, paths, estate }) => {
  expect(sameEstate(options, paths)).toBe(estate);
});

it.each([
  { options: {}, words: ' m' },
  { options: { guardrails: '/etc/g.yaml' }, words: ' m --guardrails /etc/g.yaml' },
  { options: { target: ['Key/a', 'Key/b'] }, words: ' m --target Key/a --target Key/b' },
  { options: { exclude: ['Key/a'] }, words: ' m --exclude Key/a' },
])('repeats bounds and scope of an apply:$words', ({ options, words }) => {
  expect(sameApply({ target: [], exclude: [], ...options }, ['m'])).toBe(words);
});

it.each([
  {
    advice: 'if it hangs: reconcile force-unlock ci@a:1',
    says: 'if it hangs: reconcile force-unlock ci@a:1 m',
  },
  {
    advice: 'again: reconcile forget Key/a, or keep the old manifest',
    says: 'again: reconcile forget Key/a m, or keep the old manifest',
  },
  { advice: 'run again', says: 'run again' },
])('completes "$advice"', ({ advice, says }) => {
  expect(completed(advice, ' m')).toBe(says);
});
