import { z } from 'zod';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import { health, sync } from '../../model/plan-schema/resource.ts';
import { address, reason } from '../../model/plan-schema/values.ts';
import { day, minute } from '../../model/instant.ts';
import { attentionBodySchema } from '../../report/formats/api/attention.ts';
import { mapBodySchema } from '../../report/formats/api/map.ts';
import { resourceBodySchema } from '../../report/formats/api/resource.ts';
import { rowsBodySchema } from '../../report/formats/api/rows.ts';
import { overviewBodySchema } from '../../report/formats/api/overview.ts';
import { timelineBodySchema, timelineKind } from '../../report/formats/api/timeline.ts';
import { speculationBodySchema } from '../../report/formats/api/speculation.ts';
import { decisionBodySchema } from '../../report/formats/decision.ts';
import { historyBodySchema } from '../../report/formats/history.ts';
import { planBodySchema } from '../../report/formats/plan.ts';
import { plansBodySchema } from '../../report/formats/plans.ts';
import { resourcesBodySchema } from '../../report/formats/resources.ts';
import { statusBodySchema } from '../../report/formats/status.ts';
import {
  addresses,
  bounded,
  commit,
  cursor,
  decisionId,
  labels,
  limit,
  planId,
  someAddresses,
  source,
  steps,
  values,
  wholeCommit,
  why,
} from './request-fields.ts';
import { sentFiles } from './speculate/request.ts';

/** What changes nothing answers anybody who reaches the control; what decides wants somebody who may. */
type Operation = (
  | { readonly access: 'read' }
  /** `role` is what its caller must be, for all that it is about: see limited/may.ts. */
  | { readonly access: 'decide'; readonly role: 'operator' | 'approver' }
) & { readonly request: z.ZodType; readonly answer: z.ZodType };

/** All that can be asked of a daemon: the one list, of which socket, API and command line are made. */
export const operations = {
  status: {
    access: 'read',
    request: z.strictObject({ ...source, ...addresses }),
    answer: z
      .strictObject({
        items: z.array(statusBodySchema).describe('One for each source that the caller may see.'),
      })
      .meta({ id: 'StatusList', description: 'The state of every Stack, resource by resource.' }),
  },
  get: {
    access: 'read',
    request: z.strictObject({
      ...source,
      ...addresses,
      kinds: z.array(z.string().max(63)).max(100).exactOptional(),
      ...labels,
      details: z.literal(true).exactOptional(),
    }),
    answer: resourcesBodySchema,
  },
  /** Every source in figures. */
  overview: { access: 'read', request: z.strictObject({ ...source }), answer: overviewBodySchema },
  /** What a person should look at, the most dangerous first. */
  attention: { access: 'read', request: z.strictObject({ ...source }), answer: attentionBodySchema },
  /** Keys, and what uses them, as a drawing: of everything, or around one resource. */
  map: {
    access: 'read',
    request: z.strictObject({
      ...source,
      around: address.exactOptional().describe('Only what is around this resource.'),
      hops: z.int().min(1).max(2).exactOptional().describe('How many references away: 1 or 2.'),
    }),
    answer: mapBodySchema,
  },
  /** One page of the resources that match a filter, and how many there are of each value. */
  list: {
    access: 'read',
    request: z.strictObject({
      ...source,
      q: z
        .string()
        .max(200)
        .exactOptional()
        .describe('Words that stand in the address, the ids, the names or the labels: all of them.'),
      kind: values.describe('Only these kinds.'),
      sync: z.array(sync).max(10).exactOptional().describe('Only resources with one of these.'),
      health: z.array(health).max(10).exactOptional().describe('Only resources with one of these.'),
      account: values.describe('Only resources in these accounts.'),
      region: values.describe('Only resources in these Regions.'),
      label: z
        .record(z.string().max(63), z.string().max(63))
        .exactOptional()
        .describe('Only resources that have all these labels.'),
      reason: z.array(reason).max(100).exactOptional().describe('Only resources with one of these reasons.'),
      attention: z.boolean().exactOptional().describe('True: only what a person should look at.'),
      sort: z
        .enum(['danger', 'address', 'since', 'readAt', 'place'])
        .exactOptional()
        .describe('The order: `danger` by default.'),
      order: z.enum(['asc', 'desc']).exactOptional().describe('Its direction.'),
      limit: z.int().min(1).max(500).exactOptional().describe('The number of items at most.'),
      cursor,
    }),
    answer: rowsBodySchema,
  },
  /** What happened lately: drift, writes, decisions and revisions. */
  timeline: {
    access: 'read',
    request: z.strictObject({
      ...source,
      since: z.iso.datetime().exactOptional().describe('Nothing before this time (UTC).'),
      until: z.iso.datetime().exactOptional().describe('Nothing after this time (UTC).'),
      is: z.array(timelineKind).max(20).exactOptional().describe('Only these sorts of entries.'),
      address: address.exactOptional().describe('Only this resource.'),
      limit: z.int().min(1).max(200).exactOptional().describe('The number of items at most.'),
      cursor,
    }),
    answer: timelineBodySchema,
  },
  /** Everything that is known of one resource. */
  resource: {
    access: 'read',
    request: z.strictObject({ ...source, address: address.describe('The resource.') }),
    answer: resourceBodySchema,
  },
  plans: { access: 'read', request: z.strictObject({ ...source, limit }), answer: plansBodySchema },
  plan: {
    access: 'read',
    request: z.strictObject({ ...source, id: planId.exactOptional() }),
    answer: planBodySchema,
  },
  history: {
    access: 'read',
    request: z.strictObject({ ...source, address, limit }),
    answer: historyBodySchema,
  },
  /** Plans what an earlier commit, or an earlier document of one resource, would bring back. It reads AWS. */
  preview: {
    access: 'read',
    request: z.strictObject({
      ...source,
      of: z.discriminatedUnion('is', [
        z.strictObject({ is: z.literal('revision'), id: commit }),
        z.strictObject({ is: z.literal('restore'), address, number: z.int().min(1) }),
      ]),
    }),
    answer: planBodySchema,
  },
  /** Plans manifests that the caller sends against what the daemon saw last. Nothing can apply the plan. */
  speculate: {
    access: 'read',
    request: z.strictObject({
      ...source,
      files: sentFiles.describe('The manifests: at most 8 MiB together.'),
      commit: commit.exactOptional(),
    }),
    answer: speculationBodySchema,
  },
  approve: {
    access: 'decide',
    role: 'approver',
    request: z.strictObject({
      ...source,
      plan: planId,
      steps,
      forMs: z
        .int()
        .min(minute)
        .max(day)
        .exactOptional()
        .describe('How long the approval may be used, in milliseconds: at most one day.'),
      /** A person is asked only about what can be approved. */
      check: z
        .literal(true)
        .exactOptional()
        .describe('Says only what would refuse the approval, and approves nothing.'),
    }),
    answer: decisionBodySchema,
  },
  reject: {
    access: 'decide',
    role: 'approver',
    request: z.strictObject({ ...source, plan: planId, steps, why }),
    answer: decisionBodySchema,
  },
  /** Ends a rejection. */
  unreject: {
    access: 'decide',
    role: 'approver',
    request: z.strictObject({ ...source, id: decisionId }),
    answer: decisionBodySchema,
  },
  pause: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source, ...someAddresses, ...bounded }),
    answer: decisionBodySchema,
  },
  freeze: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source, ...bounded }),
    answer: decisionBodySchema,
  },
  /** Ends pauses; without addresses also a freeze and what was yielded. */
  resume: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source, ...someAddresses }),
    answer: decisionBodySchema,
  },
  /** Lets what the brake stopped go on for a time. */
  release: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source, ...bounded }),
    answer: decisionBodySchema,
  },
  /** Looks at once. Without addresses it also ends a pin. */
  sync: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source, ...someAddresses }),
    answer: decisionBodySchema,
  },
  pin: {
    access: 'decide',
    role: 'approver',
    request: z.strictObject({ ...source, commit: wholeCommit, ...bounded }),
    answer: decisionBodySchema,
  },
  yield: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({
      ...source,
      to: why.describe('The new holder of the lease: one line.'),
      ...bounded,
    }),
    answer: decisionBodySchema,
  },
  'accept-baseline': {
    access: 'decide',
    role: 'approver',
    request: z.strictObject({
      ...source,
      revision: commit
        .exactOptional()
        .describe('The revision that the person saw: another one is not accepted.'),
    }),
    answer: decisionBodySchema,
  },
  stop: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source, why }),
    answer: decisionBodySchema,
  },
  start: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source }),
    answer: decisionBodySchema,
  },
  silence: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source, ...someAddresses, ...labels, ...bounded }),
    answer: decisionBodySchema,
  },
  unsilence: {
    access: 'decide',
    role: 'operator',
    request: z.strictObject({ ...source, id: decisionId }),
    answer: decisionBodySchema,
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/** The operations that decide. */
export type DecisionName = {
  [Name in OperationName]: (typeof operations)[Name] extends { readonly access: 'decide' } ? Name : never;
}[OperationName];

export type RequestOf<Name extends OperationName> = z.output<(typeof operations)[Name]['request']>;

/** As it is in JSON: times are text. */
export type AnswerOf<Name extends OperationName> = Immutable<z.input<(typeof operations)[Name]['answer']>>;

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
