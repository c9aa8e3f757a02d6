import { scopeOf, type Context } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { Draft } from '../../world.ts';
import { readTrailArn, requireTrailName } from './names.ts';
import type { TrailRecord } from './records.ts';

/** Lists every trail of one account, from all its home Regions, by ARN. */
export function trailsOf(draft: Draft, account: string): readonly TrailRecord[] {
  return draft
    .scopes('trail')
    .filter((scope) => scope.startsWith(`${account}/`))
    .flatMap((scope) => draft.list('trail', scope).map(([, trail]) => trail));
}

/** A trail as one account sees it in one Region: itself, or a copy of what lives elsewhere. */
export interface Visible {
  readonly trail: TrailRecord;
  readonly shadow: boolean;
}

/**
 * Lists the trails of a Region: those at home there, and the copies of multi-Region trails of the account. Member
 * accounts also have the copies of the organization's trails (CloudTrail API Reference, DescribeTrails,
 * includeShadowTrails).
 */
export function visibleTrails(
  draft: Draft,
  at: { readonly account: string; readonly region: string },
): readonly Visible[] {
  const here = (trail: TrailRecord): boolean => trail.homeRegion === at.region;
  const own = trailsOf(draft, at.account)
    .filter((trail) => here(trail) || trail.multiRegion)
    .map((trail) => ({ trail, shadow: !here(trail) }));
  const shared = draft.accounts
    .filter((account) => account !== at.account)
    .flatMap((account) => trailsOf(draft, account))
    .filter((trail) => trail.organization && (here(trail) || trail.multiRegion))
    .map((trail) => ({ trail, shadow: true }));
  return [...own, ...shared];
}

/** Finds the trail that a name or ARN stands for. It looks for a name in this Region, for an ARN in every one. */
export function findTrail(context: Context, name: string): Visible {
  const { account, region } = context.request;
  const visible = visibleTrails(context.world, { account, region });
  if (!name.startsWith('arn:')) {
    requireTrailName(name);
    return visible.find(({ trail }) => trail.name === name) ?? unknown(context, name);
  }
  const { region: home } = readTrailArn(name);
  const everywhere = [...visible, ...visibleTrails(context.world, { account, region: home })];
  const found = everywhere.find(({ trail }) => trail.arn === name);
  if (found === undefined) unknown(context, name);
  const shadow = found.trail.homeRegion !== region || found.trail.account !== account;
  return { trail: found.trail, shadow };
}

function unknown(context: Context, name: string): never {
  refuse('TrailNotFoundException', `Unknown trail: ${name} for the user: ${context.request.account}`);
}

/**
 * Finds the trail that a request shall change. Only its home Region changes a trail. Only the account that made it
 * changes that of an organization (CloudTrail User Guide, organization trails).
 */
export function trailToChange(context: Context, name: string): TrailRecord {
  const { trail } = findTrail(context, name);
  const { account, region } = context.request;
  if (trail.account !== account) {
    refuse(
      'NotOrganizationMasterAccountException',
      `The account ${account} is not the management account of the organization of ${trail.arn}.`,
    );
  }
  if (trail.homeRegion !== region) {
    refuse(
      'InvalidHomeRegionException',
      `Trail ${trail.arn} must be updated from its home region ${trail.homeRegion}`,
    );
  }
  return trail;
}

export function putTrail(context: Context, trail: TrailRecord): void {
  context.world.put(
    'trail',
    scopeOf({ account: trail.account, region: trail.homeRegion }),
    trail.name,
    trail,
  );
}
