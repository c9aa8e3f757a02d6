import type { Change } from '../../model/change.ts';
import { where, type RiskRule } from '../shared/policy/risk-rules.ts';
import type { LoggingReads } from './reads.ts';
import type { BucketLoggingSpecOf } from './schema.ts';

type Rule = RiskRule<BucketLoggingSpecOf, LoggingReads>;

export function isTurnedOff({ path, before, after }: Change): boolean {
  return path === '/targetBucket' && after === null && before !== undefined;
}

const off: Rule = {
  paths: ['/targetBucket'],
  on: 'loses',
  class: 'disable',
  when: 'turning it off',
  restoring: 'waits',
  finds: where(isTurnedOff, 'requests to the bucket are no longer logged'),
};

/** Whoever reads the log looks where it was; under another prefix the target's policy may refuse the delivery. */
const elsewhere: Rule = {
  paths: ['/targetBucket', '/targetPrefix'],
  on: 'changes',
  class: 'disable',
  when: 'delivering elsewhere',
  restoring: 'free',
  finds: (changes, { reads }) =>
    changes
      .filter(
        ({ before, after }) =>
          typeof reads.logging?.targetBucket === 'string' && before !== undefined && after !== null,
      )
      .slice(0, 1)
      .map(({ path }) => ({
        message: `log files go elsewhere: readers of ${reads.logging?.targetBucket ?? ''}/${reads.logging?.targetPrefix ?? ''} get no new files`,
        path,
      })),
};

export const loggingRules: readonly Rule[] = [off, elsewhere];
