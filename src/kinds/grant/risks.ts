import type { Tree } from '../../model/tree.ts';
import { wideningRisks } from '../../policy/index.ts';
import { grantPolicy } from '../shared/kms/grant-policy.ts';
import { trustOf } from '../shared/policy/risks.ts';
import type { RiskRule } from '../shared/policy/risk-rules.ts';
import { isTrusted } from '../shared/policy/trusted.ts';
import { liveParameters, wantedParameters } from './parameters.ts';
import { sortGrants, type At, type GrantReads } from './reads.ts';
import type { GrantSpecOf } from './schema.ts';

type Rule = RiskRule<GrantSpecOf, GrantReads>;

/** A grant gives what a statement of the key policy would give, so the same judge weighs it, with the same trust. */
const wider: Rule = {
  paths: ['/granteePrincipal', '/granteeServicePrincipal', '/operations', '/constraints'],
  on: 'gains',
  class: 'widen',
  when: 'as in a key policy: a grantee or source in an untrusted account, CreateGrant for a non-administrator, a removed constraint',
  restoring: 'free',
  finds(_changes, { at, reads }) {
    const [before, after] = [grantPolicy(nearest(reads, at)), grantPolicy(wantedParameters(at.spec))];
    // Both statements that stand for one grant give it to the same grantee.
    // By a grant its grantee retires that grant only (KMS API, RetireGrant); by a policy, every grant.
    const trust = { ...trustOf('key', at), harmless: ['kms:RetireGrant'] };
    const messages = wideningRisks(before, after, trust).map(({ message }) => message);
    return [...new Set(messages)].map((message) => ({ message }));
  },
};

/** Finds what the wanted grant takes the place of. */
function nearest({ granted = [] }: Partial<GrantReads>, at: At): Tree {
  const { wanted, former } = sortGrants(granted, at);
  const live = wanted ?? former.at(-1);
  return live === undefined ? {} : liveParameters(live);
}

/** Whoever may retire a grant may end it at any time. */
const foreignRetiring: Rule = {
  paths: ['/retiringPrincipal'],
  on: 'changes',
  class: 'widen',
  when: 'a retiring principal in an untrusted account',
  restoring: 'free',
  finds(_changes, { at }) {
    const { retiringPrincipal } = at.spec;
    const account = typeof retiringPrincipal === 'string' ? retiringPrincipal.split(':')[4] : undefined;
    if (account === undefined || isTrusted(account, at.settings)) return [];
    return [
      {
        message: `account ${account}, which the Stack does not trust, may retire the grant`,
        path: '/retiringPrincipal',
      },
    ];
  },
};

const otherGrantee: Rule = {
  paths: ['/granteePrincipal'],
  on: 'changes',
  class: 'cut-off',
  when: 'another grantee: the old grantee loses access',
  restoring: 'free',
};

export const grantRules: readonly Rule[] = [wider, foreignRetiring, otherGrantee];
