import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Policy } from '../document.ts';
import { unsupportedResources } from './action-resources.ts';
import * as actions from './actions.ts';
import * as keys from './condition-keys.ts';
import * as conditions from './conditions.ts';
import * as documents from './documents.ts';
import * as elements from './elements.ts';
import { diagnosticOf, type LintContext, type StatementRule } from './lint.ts';
import { principalNames } from './principal-names.ts';
import * as principals from './principals.ts';
import { s3Context } from './s3-context.ts';
import * as services from './services.ts';
import { unknownVariables } from './variables.ts';

const statementRules: readonly StatementRule[] = [
  principals.principalElement,
  principalNames,
  principals.wildcardPrincipal,
  principals.broadActions,
  principals.allowByExclusion,
  principals.deletedPrincipals,
  services.unpinnedService,
  services.networkThroughS3,
  elements.ineffective,
  elements.resources,
  elements.otherPartition,
  elements.everyKey,
  conditions.operators,
  conditions.viaService,
  conditions.optionalHeader,
  keys.unknownConditionKeys,
  s3Context,
  keys.keysOfRolesOnly,
  keys.unsupportedConditionKeys,
  unknownVariables,
  actions.unknownActions,
  unsupportedResources,
  actions.crossAccountDead,
  actions.redundantActions,
];

const documentRules = [
  documents.characters,
  documents.version,
  documents.rootStatement,
  documents.sids,
] as const;

/**
 * Reports what is wrong or doubtful in one document, judged without AWS and without other manifests. Gives errors
 * only where AWS would refuse it; else warnings and notes. Keeps the order of the statements.
 */
export function lintPolicy(policy: Policy, context: LintContext): readonly Diagnostic[] {
  return [
    ...documentRules.flatMap((rule) => rule(policy, context)),
    ...policy.statements.flatMap((statement, index) =>
      statementRules
        .flatMap((rule) => rule(statement, context, policy))
        .map((finding) => diagnosticOf(finding, policy, index, context)),
    ),
  ];
}

export type { LintContext } from './lint.ts';
