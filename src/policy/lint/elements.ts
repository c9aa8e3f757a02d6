import { showText, type Statement } from '../document.ts';
import type { Finding, LintContext } from './lint.ts';

/**
 * L05: a statement without Action or Resource. KMS takes it and it does nothing (KMS Developer Guide,
 * key policy elements); S3 and IAM refuse the document.
 */
export function ineffective(statement: Statement, { kind }: LintContext): readonly Finding[] {
  const missing = [
    ...(statement.actions === undefined ? ['Action'] : []),
    ...(statement.resources === undefined ? ['Resource'] : []),
  ];
  return missing.map((element) => ({
    severity: kind === 'key' ? 'warning' : 'error',
    code: 'policy.ineffective',
    says: `has no ${element}${kind === 'key' ? ', so KMS takes it and it does nothing' : ''}`,
    hint:
      element === 'Resource' && kind === 'key'
        ? 'add "Resource": "*", which means this key'
        : `add ${element}`,
  }));
}

/** L18: an alias is no key, and in a key policy only `*` means this key. */
export function resources(statement: Statement, { kind }: LintContext): readonly Finding[] {
  const entries = (statement.resources?.entries ?? []).map(showText);
  const aboutAliases = (statement.actions?.entries ?? []).some((action) => /alias/iu.test(showText(action)));
  const aliases = entries.filter((entry) => /:alias\//u.test(entry));
  const element = [statement.resources?.not === true ? 'NotResource' : 'Resource'];
  if (aliases.length > 0 && !(kind === 'role' && aboutAliases)) {
    return [
      {
        severity: 'warning',
        code: 'policy.alias-resource',
        says: `names the alias ${aliases.join(', ')}, which never matches the use of a key`,
        hint: 'write the ARN of the key; by alias only a condition on kms:RequestAlias or kms:ResourceAliases works',
        element,
      },
    ];
  }
  const others = entries.filter((entry) => entry !== '*');
  if (kind !== 'key' || others.length === 0) return [];
  return [
    {
      severity: 'info',
      code: 'policy.foreign-resource',
      says: `names ${others.join(', ')}; a key policy speaks of its own key only`,
      element,
    },
  ];
}
