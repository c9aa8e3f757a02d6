import * as resources from '../../aws/services/resource.ts';
import type { KindHealth } from '../../model/kind/kind.ts';
import { declareKind } from '../../model/kind/declare.ts';
import { cloudtrail } from '../../aws/services/cloudtrail.ts';
import { arnOf, nameOf } from '../shared/cloudtrail/ids.ts';
import { tagList } from '../shared/cloudtrail/tags.ts';
import { tagsAtBirth } from '../shared/tags.ts';
import { bucketAndPolicy } from '../shared/s3/buckets.ts';
import { trailFacets } from './facets.ts';
import { bucketOf, type At } from './ids.ts';
import { lacksOf } from './lacks.ts';
import { nameCheck } from '../shared/name-check.ts';
import { nameProblem } from './names.ts';
import { trailMarking, trailReads, type TrailReads } from './reads.ts';
import { TrailSpecSchema, type TrailSpecOf } from './schema.ts';
import { defaultSelection } from './selectors.ts';
import { settingsInput, wantedSettings } from './settings.ts';
import { degraded } from '../shared/states.ts';

/** A CloudTrail trail: who did what, in log files that can be trusted. */
export const trail = declareKind<TrailSpecOf, TrailReads>({
  kind: 'Trail',
  summary: 'A CloudTrail trail: its events, their destination and protection, and whether it is logging.',
  schema: TrailSpecSchema,
  identity: {
    by: 'name',
    ids: (at) => ({ name: nameOf(at.spec), arn: arnOf(at) }),
    marking: trailMarking,
    blank: () => false,
    adoption: { is: 'true' },
  },
  attributes: {
    name: { known: (spec) => nameOf(spec), of: (ids) => ids['name'] },
    arn: {
      known: (spec, place, { partition }) => resources.trail.arn(nameOf(spec), partition, place),
      of: (ids) => ids['arn'],
    },
  },
  defaults: (spec, name) => ({ ...spec, name: spec.name ?? name }),
  claims: (spec, place) => [`trail ${nameOf(spec)} in ${place.account}/${place.region}`],
  waitsFor: (at, others) =>
    bucketAndPolicy(at.spec, others, {
      bucket: 'the bucket of its log files',
      policy: 'the bucket policy that allows CloudTrail to write',
    }),
  lacks: lacksOf,
  uses: ({ trail: live }) =>
    live === undefined
      ? []
      : [
          live.bucket,
          resources.bucket.arn(live.bucket, live.arn.split(':')[1] ?? 'aws'),
          ...(live.key === null ? [] : [live.key]),
        ],
  locks: (at) => [`trail:${arnOf(at)}`],
  reads: trailReads,
  existence: 'trail',
  state: ({ status }) => (status?.isLogging === true ? 'logging' : 'stopped'),
  // AWS does not say when a trail was made: one that never recorded may be a moment old.
  bornAt: ({ status }) =>
    status?.startedAt === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(status.startedAt),
  health: ({ status }, at) => healthOf(status, at),
  facets: trailFacets,
  create: {
    calls: ['cloudtrail:CreateTrail'],
    call: (at) =>
      cloudtrail.createTrail(at.place, {
        Name: nameOf(at.spec),
        ...settingsInput(withoutNulls(wantedSettings(at))),
        S3BucketName: bucketOf(at.spec),
        TagsList: tagList(tagsAtBirth(at)),
      }),
    covers: ['settings', 'tags'],
    fresh: () => ({
      status: { isLogging: false, startedAt: undefined, errors: [] },
      selectors: defaultSelection,
      insights: [],
    }),
    ids: (_answer, at) => ({ name: nameOf(at.spec), arn: arnOf(at) }),
    lost: 'nothing has been recorded since; earlier log files stay in their bucket',
    once: false,
  },
  removal: {
    reads: {},
    blockers: () => [],
    watch: 'none',
    calls: ['cloudtrail:DeleteTrail'],
    next: (at, { trail: live }) =>
      live === undefined
        ? undefined
        : {
            name: 'delete',
            calls: [cloudtrail.deleteTrail(at.place, { Name: arnOf(at) })],
            changes: [{ path: '', before: live.arn, after: undefined }],
            risk: {
              class: 'delete',
              message: 'later activity in the account is not recorded here; existing log files stay',
            },
          },
  },
  validate: nameCheck({ nameOf, problem: nameProblem, hint: 'set spec.name' }),
});

function healthOf(status: TrailReads['status'] | undefined, { spec }: At): KindHealth {
  if (status === undefined) return { is: 'Healthy' };
  if (status.errors.length > 0)
    return degraded('not-delivering', `CloudTrail cannot deliver ${status.errors.join('; ')}`);
  return spec.logging === true && !status.isLogging
    ? degraded('not-recording', 'logging is stopped')
    : { is: 'Healthy' };
}

function withoutNulls(fields: ReturnType<typeof wantedSettings>): ReturnType<typeof wantedSettings> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
