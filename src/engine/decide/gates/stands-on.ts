import { motiveOf } from '../../../model/motive.ts';
import { gateSentences } from '../../../report/sentences/gates.ts';
import { blocked, type StepGate } from './types.ts';

/**
 * Stops what could take the key of the coordination bucket away while it is not known which key that is. A failed read
 * proves nothing, so it may be each key of the bucket's Region: S3 encrypts with keys of its own Region only (S3 User
 * Guide, UsingKMSEncryption). What narrows drift goes on: it takes nothing that was applied before.
 */
export const standsOnGate: StepGate = (step, { standsOn: { unread } }) => {
  if (step.action === 'create' || motiveOf(step) === 'narrows-drift') return undefined;
  const here = unread.find(({ place }) => place.region === step.place.region);
  if (here === undefined || !step.calls.some(({ op }) => here.endsUse.includes(op))) return undefined;
  const { bucket, failure } = here;
  return blocked(
    'engine.unread-coordination-key',
    gateSentences.perhapsCoordinationKey({ bucket, error: failure.name }),
  );
};
