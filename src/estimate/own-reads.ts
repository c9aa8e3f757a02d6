import { defaultCadence } from '../model/cadence.ts';
import { showPlace } from '../model/call.ts';
import type { OwnReads } from '../model/estimate.ts';
import { hour } from '../model/instant.ts';
import type { Stack } from '../model/resource.ts';
import { asksIn } from './asks.ts';
import type { EstimateInput } from './input.ts';
import { questionsOfLook, type Question } from './looks.ts';
import { dollars, priceOf, prices } from './prices.ts';
import type { Subjects } from './subjects.ts';
import { trailsOver } from './trails.ts';

/** Hours of a month in AWS's own price examples. */
const hoursOfMonth = 730;

/**
 * Computes what Keywright's own reads cost if the estate is looked at by the default schedule. The free requests of
 * an account are not taken off: others use them too.
 */
export function ownReadsOf(input: EstimateInput, subjects: Subjects): OwnReads {
  const look = questionsOfLook(input, subjects);
  const ofMonth = asksIn(hoursOfMonth * hour, defaultCadence, input, subjects);
  return {
    requestsPerLook: sum(look),
    requestsPerMonth: sum(ofMonth),
    kmsPerMonth: sum(of('kms', ofMonth)),
    s3PerMonth: sum(of('s3', ofMonth)),
    billedCopies: Math.max(0, ...extraCopies(look, input.stack).values()),
    monthly: costOfReads(ofMonth, input.stack),
  };
}

/**
 * Computes what these requests cost. KMS and S3 bill them, and CloudTrail what further trails of a Region record of
 * them.
 */
export function costOfReads(questions: readonly Question[], stack: Stack): number {
  const lists = sum(questions.filter(({ call: { op } }) => op === 's3:ListBuckets'));
  const events = [...extraCopies(questions, stack)].reduce(
    (total, [place, extra]) =>
      total + extra * sum(questions.filter(({ call }) => showPlace(call.at) === place)),
    0,
  );
  return dollars(
    priceOf(prices.kmsRequests, sum(of('kms', questions))) +
      priceOf(prices.s3Requests, sum(of('s3', questions)) - lists) +
      priceOf(prices.s3Lists, lists) +
      priceOf(prices.managementEvents, events),
  );
}

function of(service: string, questions: readonly Question[]): readonly Question[] {
  return questions.filter(({ call: { op } }) => op.startsWith(`${service}:`));
}

function sum(questions: readonly Question[]): number {
  return questions.reduce((total, { requests }) => total + requests, 0);
}

/** Counts by place the trails of these manifests that record reads, beyond the first one, whose copy is free. */
function extraCopies(questions: readonly Question[], stack: Stack): ReadonlyMap<string, number> {
  const places = new Map(questions.map(({ call: { at } }) => [showPlace(at), at]));
  return new Map(
    [...places].map(([shown, place]) => [shown, Math.max(0, trailsOver(place, stack).length - 1)]),
  );
}
