import type { AwsFailure } from '../../model/call.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { parseDenial } from './denied.ts';
import { failureHelp } from './failure.ts';
import { granteeOf } from './principal.ts';
import { identityStatement } from './statement.ts';
import { plural } from '../../model/plural.ts';

/** More than so many resources in one statement nobody reads: then those of a kind together. */
const mostResources = 5;
/** Different troubles that are shown in full. */
const mostTroubles = 5;

interface Lack {
  readonly actions: Set<string>;
  readonly resources: Set<string>;
}

/**
 * Tells in lines what helps against many failures at once. Puts what one principal lacks into one statement, and says
 * once what several have in common.
 */
export function severalHelp(failures: readonly AwsFailure[]): readonly string[] {
  const lacks = new Map<string, Lack>();
  const others = new Map<string, readonly string[]>();
  for (const failure of failures) {
    const lack = lackOf(failure);
    if (lack === undefined) {
      const lines = failureHelp(failure);
      others.set(lines.join('\n'), lines);
      continue;
    }
    const before = lacks.get(lack.who) ?? { actions: new Set(), resources: new Set() };
    before.actions.add(lack.action);
    before.resources.add(lack.resource);
    lacks.set(lack.who, before);
  }
  const troubles = [...others.values()];
  const more = troubles.length - mostTroubles;
  return [
    ...[...lacks].flatMap(([who, lack]) => lackLines(who, lack)),
    ...troubles.slice(0, mostTroubles).flat(),
    ...(more > 0 ? [`and ${plural(more, 'more reason')}`] : []),
  ];
}

/** Finds what an identity policy would give: the other refusals each have a way out of their own. */
function lackOf(
  failure: AwsFailure,
): { readonly who: string; readonly action: string; readonly resource: string } | undefined {
  const denial = failure.code === 'aws.forbidden' ? parseDenial(failure.message) : undefined;
  if (denial === undefined || denial.explicit || denial.action === 'sts:AssumeRole') return undefined;
  if (denial.by !== 'identity-based policy' && denial.by !== 'unsaid') return undefined;
  return {
    who: denial.who,
    action: denial.action,
    resource: denial.resource ?? failure.needs?.resource ?? '*',
  };
}

function lackLines(who: string, { actions, resources }: Lack): readonly string[] {
  const named = [...actions].sort(byCodeUnit);
  const where = resources.has('*') ? ['*'] : together([...resources].sort(byCodeUnit));
  return [
    `${granteeOf(who).name} lacks ${named.join(', ')}; add to one of its policies:`,
    identityStatement(named, where),
    ...(where.some((arn) => arn.includes(':key/')) ? ['and each key policy must allow it too'] : []),
  ];
}

/** Merges many keys of one account and Region into `arn:…:key/*`. */
function together(resources: readonly string[]): readonly string[] {
  if (resources.length <= mostResources) return resources;
  return [...new Set(resources.map((arn) => arn.replace(/(?<=[:/])[^:/]+$/u, '*')))];
}
