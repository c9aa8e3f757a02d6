import { expect, it } from 'vitest';
import type { Excludes } from '../engine/ports.ts';
import { othersNote } from './others.ts';

const local: Excludes = { is: 'this-machine', random: { next: () => 0 } };

it.each<{ when: string; excludes: Excludes; CI?: string; says: RegExp | undefined }>([
  { when: 'the lease is shared', excludes: { is: 'everybody' }, CI: 'true', says: undefined },
  { when: 'the lease is local', excludes: local, says: /: a run on another machine is not excluded\./u },
  {
    when: 'CI is false',
    excludes: local,
    CI: 'false',
    says: /: a run on another machine is not excluded\./u,
  },
  { when: 'the lease is local to a CI job', excludes: local, CI: 'true', says: /: another CI job, or/u },
])('says who is not excluded, and how to share the lock, when $when', ({ excludes, CI, says }) => {
  const note = othersNote(excludes, { variables: { CI } });
  if (says === undefined) expect(note).toBeUndefined();
  else {
    expect(note).toMatch(says);
    expect(note).toContain('coordination: { s3: { bucket: BUCKET } }');
  }
});
