import { z } from 'zod';
import { byCodeUnit } from '../../../model/tree.ts';
import { operation, scopeOf, type Operations } from '../../operation.ts';
import { pageOf } from '../../page.ts';
import { refuse } from '../../refusal.ts';
import { requireAccess } from './access.ts';
import { findTrail, visibleTrails } from './find.ts';
import { readTrailArn, requireTrailName } from './names.ts';
import { shownTrail } from './shown.ts';

const getTrail = operation(
  'reads',
  z.object({ Name: z.string('Member must not be null') }),
  (context, input) => {
    const { trail } = findTrail(context, input.Name);
    requireAccess(context, trail.arn);
    return { Trail: shownTrail(trail) };
  },
);

/** Names that are not there are left out of the answer (CloudTrail API Reference, DescribeTrails). */
const describeTrails = operation(
  'reads',
  z.object({
    trailNameList: z.array(z.string()).default([]),
    includeShadowTrails: z.boolean().default(true),
  }),
  (context, input) => {
    requireAccess(context, '*');
    const { account, region } = context.request;
    const names = input.trailNameList;
    names.forEach((name) => (name.startsWith('arn:') ? readTrailArn(name) : requireTrailName(name)));
    const shown = visibleTrails(context.world, { account, region })
      .filter(({ shadow }) => input.includeShadowTrails || !shadow)
      .map(({ trail }) => trail)
      .filter((trail) => names.length === 0 || names.includes(trail.name) || names.includes(trail.arn))
      .toSorted((a, b) => byCodeUnit(a.arn, b.arn));
    return { trailList: shown.map(shownTrail) };
  },
);

const listTrails = operation('reads', z.object({ NextToken: z.string().optional() }), (context, input) => {
  requireAccess(context, '*');
  const { account, region } = context.request;
  const entries = visibleTrails(context.world, { account, region })
    .map(({ trail }) => trail)
    .toSorted((a, b) => byCodeUnit(a.arn, b.arn))
    .map(
      ({ arn, name, homeRegion }) => [arn, { TrailARN: arn, Name: name, HomeRegion: homeRegion }] as const,
    );
  const page = pageOf(entries, {
    listing: `cloudtrail/ListTrails/${scopeOf(context.request)}`,
    limit: context.pageSize,
    marker: input.NextToken,
    // The API Reference names no error for this; the text is a guess.
    fail: () => refuse('InvalidTokenException', 'The token is not valid.'),
  });
  return { Trails: page.items, ...(page.next === undefined ? {} : { NextToken: page.next }) };
});

export const describeOperations: Operations = {
  GetTrail: getTrail,
  DescribeTrails: describeTrails,
  ListTrails: listTrails,
};
