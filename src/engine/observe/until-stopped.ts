import type { Aws, AwsFailure } from '../../model/call.ts';
import { errors } from '../../model/errors/index.ts';
import { identitySentences } from '../../report/sentences/identity.ts';

/**
 * Looks no further once the run shall stop: what a look would still ask is not sent. A step under way keeps its port,
 * since what it began must be read and closed.
 */
export function lookingUntilStopped(aws: Aws, signal: AbortSignal): Aws {
  const code = 'aws.not-sent';
  return {
    call(call, options) {
      if (!signal.aborted) return aws.call(call, options);
      const failure: AwsFailure = {
        code,
        class: errors[code].class,
        name: 'NotSent',
        message: identitySentences.stoppedLooking(),
        op: call.op,
        at: call.at,
      };
      return Promise.resolve({ is: 'failed', failure });
    },
  };
}
