import type { Call } from '../model/call.ts';
import type { CostEstimate, CostItem } from '../model/estimate.ts';
import type { Change } from '../model/change.ts';
import type { Step } from '../model/plan.ts';
import { byCodeUnit, isMap } from '../model/tree.ts';
import type { EstimateInput } from './input.ts';
import { ownReadsOf } from './own-reads.ts';
import { dollars, prices, pricesOf } from './prices.ts';
import type { Subjects } from './subjects.ts';
import { recordsData, trailsOver } from './trails.ts';

/** Rotations that are billed (KMS Developer Guide, rotate-keys). */
const billedRotations = 2;

/** Computes how these steps change the monthly bill, by the published prices of us-east-1. */
export function costOf(steps: readonly Step[], input: EstimateInput, subjects: Subjects): CostEstimate {
  const items = steps.flatMap((step) => step.calls.flatMap((call) => itemOf(step, call)));
  const notKnown = [
    ...new Map(steps.flatMap((step) => trafficOf(step, input)).map((one) => [one.address, one])).values(),
  ];
  const sum = (numbers: readonly number[]): number => dollars(numbers.reduce((a, b) => a + b, 0));
  return {
    prices: pricesOf,
    monthly: sum(items.map(({ monthly }) => monthly)),
    later: sum(items.map(({ later }) => later)),
    keys: sum(items.map(({ monthly }) => Math.sign(monthly))),
    items: items.toSorted((a, b) => byCodeUnit(a.address, b.address)),
    notKnown: notKnown.toSorted((a, b) => byCodeUnit(a.address, b.address)),
    ownReads: ownReadsOf(input, subjects),
  };
}

function itemOf({ address, changes }: Step, { op }: Call): readonly CostItem[] {
  const monthly = prices.key.usd;
  switch (op) {
    case 'kms:CreateKey':
      return [{ address, what: 'a new key', monthly, later: 0 }];
    case 'kms:ReplicateKey':
      return [{ address, what: 'a new replica', monthly, later: 0 }];
    case 'kms:CancelKeyDeletion':
      return [
        {
          address,
          what: 'cancels its deletion: billed as if it had never been scheduled',
          monthly,
          later: 0,
        },
      ];
    case 'kms:ScheduleKeyDeletion':
      return [
        {
          address,
          what: 'free while its deletion is pending; saves up to $3 for a rotated key',
          monthly: -monthly,
          later: 0,
        },
      ];
    case 'kms:DisableKey':
      return [{ address, what: 'disabled: same price', monthly: 0, later: 0 }];
    case 'kms:EnableKeyRotation':
      return changes.some(startsRotation)
        ? [
            {
              address,
              what: 'rotation: the price rises after the first and the second rotation',
              monthly: 0,
              later: billedRotations * prices.rotation.usd,
            },
          ]
        : [];
    default:
      return [];
  }
}

/**
 * Tells whether a change starts rotation. A new period of what rotates already adds nothing that was not to come
 * anyway.
 */
function startsRotation({ path, after, before }: Change): boolean {
  if (path === '/rotation/enabled') return after === true;
  return (
    path === '/rotation' &&
    isMap(after) &&
    after['enabled'] === true &&
    !(isMap(before) && before['enabled'] === true)
  );
}

/** Lists what is billed by use. */
function trafficOf(
  { address, kind, action, calls, changes }: Step,
  { stack }: EstimateInput,
): CostEstimate['notKnown'] {
  const resource = stack.resources.get(address);
  if (resource === undefined || action === 'remove') return [];
  const { spec } = resource;
  if (kind === 'Trail' && calls.some(({ op }) => records.has(op))) {
    const copies = trailsOver(resource.place, stack).length;
    const more = copies > 1 ? `, and these manifests declare ${copies}` : '';
    const data = recordsData(spec) ? `; data events $${prices.dataEvents.usd.toFixed(2)} per 100,000` : '';
    const why = `management events are free for the first trail in a Region and $${prices.managementEvents.usd.toFixed(2)} per 100,000 for each additional trail${more}${data}`;
    return [{ address, why }];
  }
  if (kind === 'BucketEncryption' && (action === 'create' || changes.some(({ path }) => isAboutKeys(path)))) {
    if (spec['algorithm'] === 'AES256') return [];
    const kms = `KMS requests by S3 cost $${prices.kmsRequests.usd.toFixed(2)} per 10,000`;
    const why = spec['bucketKey'] === true ? `${kms}; an S3 Bucket Key saves up to 99 % of them` : kms;
    return [{ address, why }];
  }
  return [];
}

const records: ReadonlySet<string> = new Set([
  'cloudtrail:CreateTrail',
  'cloudtrail:PutEventSelectors',
  'cloudtrail:StartLogging',
]);

function isAboutKeys(path: string): boolean {
  return path === '' || path === '/bucketKey' || path === '/key' || path === '/algorithm';
}
