import { showPlace } from '../model/call.ts';
import { cadence } from '../model/cadence.ts';
import type { OwnReads } from '../model/estimate.ts';
import { hour } from '../model/instant.ts';
import type { EstimateInput } from './input.ts';
import { questionsOfLook, type Question } from './looks.ts';
import { dollars, priceOf, prices } from './prices.ts';
import type { Subjects } from './subjects.ts';
import { trailsOver } from './trails.ts';

/** Hours of a month in AWS's own price examples. */
const hoursOfMonth = 730;

/** Asked more often than the rest: the state of keys and trails. */
const often: ReadonlySet<string> = new Set(['kms:DescribeKey', 'cloudtrail:GetTrailStatus']);

/**
 * What Keywright's own reads cost if the estate is looked at by the default schedule. The free requests of
 * an account are not taken off: others use them too.
 */
export function ownReadsOf(input: EstimateInput, subjects: Subjects): OwnReads {
  const questions = questionsOfLook(input, subjects);
  const perMonth = (test: (question: Question) => boolean): number =>
    questions.filter(test).reduce((sum, { call, requests }) => {
      const every = often.has(call.op) ? cadence.keyAndTrailState : cadence.everything;
      return sum + requests * hoursOfMonth * (hour / every);
    }, 0);
  const of = (service: string) => perMonth(({ call: { op } }) => op.startsWith(`${service}:`));
  const lists = perMonth(({ call: { op } }) => op === 's3:ListBuckets');
  const billed = extraCopies(questions, input);
  const events = [...billed].reduce(
    (sum, [place, extra]) => sum + extra * perMonth(({ call }) => showPlace(call.at) === place),
    0,
  );
  return {
    requestsPerLook: questions.reduce((sum, { requests }) => sum + requests, 0),
    requestsPerMonth: perMonth(() => true),
    kmsPerMonth: of('kms'),
    s3PerMonth: of('s3'),
    billedCopies: Math.max(0, ...billed.values()),
    monthly: dollars(
      priceOf(prices.kmsRequests, of('kms')) +
        priceOf(prices.s3Requests, of('s3') - lists) +
        priceOf(prices.s3Lists, lists) +
        priceOf(prices.managementEvents, events),
    ),
  };
}

/** By place: trails of these manifests that record reads, beyond the first one, whose copy is free. */
function extraCopies(questions: readonly Question[], { stack }: EstimateInput): ReadonlyMap<string, number> {
  const places = new Map(questions.map(({ call: { at } }) => [showPlace(at), at]));
  return new Map(
    [...places].map(([shown, place]) => [shown, Math.max(0, trailsOver(place, stack).length - 1)]),
  );
}
