import { z } from 'zod';
import { operation, type Context, type Operations, type Output } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { requireAccess } from './access.ts';
import { deliveryError } from './delivery.ts';
import { findTrail, putTrail, trailToChange } from './find.ts';
import type { TrailRecord } from './records.ts';

const named = z.object({ Name: z.string('Member must not be null') });

/** "Within an average of about 5 minutes" (CloudTrail User Guide); here exactly. */
const everyMs = 5 * 60_000;

const getTrailStatus = operation('reads', named, (context, input) => {
  const { trail, shadow } = findTrail(context, input.Name);
  requireAccess(context, trail.arn);
  // The status of a copy is given by ARN only (CloudTrail API Reference, GetTrailStatus, Name).
  if (shadow && !input.Name.startsWith('arn:')) {
    refuse('TrailNotFoundException', `Unknown trail: ${input.Name} for the user: ${context.request.account}`);
  }
  return statusOf(context, trail);
});

function statusOf(context: Context, trail: TrailRecord): Output {
  const error = trail.logging ? deliveryError(context, trail) : undefined;
  const until = trail.logging ? context.now : (trail.stoppedAt ?? context.now);
  const delivered =
    trail.startedAt !== undefined && error === undefined && until - trail.startedAt >= everyMs
      ? new Date(until - ((until - trail.startedAt) % everyMs))
      : undefined;
  return {
    IsLogging: trail.logging,
    LatestDeliveryError: error,
    LatestDeliveryTime: delivered,
    StartLoggingTime: trail.startedAt === undefined ? undefined : new Date(trail.startedAt),
    StopLoggingTime: trail.stoppedAt === undefined ? undefined : new Date(trail.stoppedAt),
    TimeLoggingStarted: trail.startedAt === undefined ? '' : new Date(trail.startedAt).toISOString(),
    TimeLoggingStopped: trail.stoppedAt === undefined ? '' : new Date(trail.stoppedAt).toISOString(),
  };
}

/**
 * Builds the operation that starts or stops logging. Starting what logs, or stopping what does not, is no error and
 * changes nothing (guess).
 */
function turned(on: boolean) {
  return operation('writes', named, (context, input) => {
    const trail = trailToChange(context, input.Name);
    requireAccess(context, trail.arn);
    if (trail.logging === on) return undefined;
    putTrail(context, {
      ...trail,
      logging: on,
      ...(on ? { startedAt: context.now } : { stoppedAt: context.now }),
    });
    return undefined;
  });
}

export const loggingOperations: Operations = {
  GetTrailStatus: getTrailStatus,
  StartLogging: turned(true),
  StopLogging: turned(false),
};
