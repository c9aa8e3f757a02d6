import { expect, it } from 'vitest';
import type { Excludes } from '../engine/ports.ts';
import type { Coordination } from '../model/resource.ts';
import { othersNote } from './others.ts';

const local: Excludes = { is: 'this-machine', random: { next: () => 0 } };
const directory: Coordination = { is: 'directory', path: '/srv/keywright' };

it.each<{ when: string; excludes?: Excludes; coordination?: Coordination; CI?: string; says?: RegExp }>([
  { when: 'the lease is shared', excludes: { is: 'everybody' }, CI: 'true' },
  { when: 'the Stack declares a directory', coordination: directory },
  {
    when: 'the directory is one of a CI job',
    coordination: directory,
    CI: '1',
    says: /: another CI job, or/u,
  },
  { when: 'the lease is local', says: /: a run on another machine is not excluded\./u },
  { when: 'CI is false', CI: 'false', says: /: a run on another machine is not excluded\./u },
  { when: 'the lease is local to a CI job', CI: 'true', says: /: another CI job, or/u },
])('says who is not excluded, and how to share the lock, when $when', (given) => {
  const { excludes = local, coordination, CI, says } = given;
  const note = othersNote(excludes, coordination, { variables: { CI } });
  if (says === undefined) expect(note).toBeUndefined();
  else {
    expect(note).toMatch(says);
    expect(note).toContain('coordination: { s3: { bucket: BUCKET, prefix: keywright/,');
  }
});
