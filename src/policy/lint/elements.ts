import { partitionOf } from '../canonical.ts';
import { showText, type Statement } from '../document.ts';
import { matchesGlob } from '../glob.ts';
import { demandsKey } from '../operators.ts';
import { namedActions, type Finding, type LintContext } from './lint.ts';

/**
 * Reports L05: a statement without Action or Resource. KMS takes it and it does nothing (KMS Developer Guide, key
 * policy elements); S3 and IAM refuse the document.
 */
export function ineffective(statement: Statement, { kind }: LintContext): readonly Finding[] {
  const missing = [
    ...(statement.actions === undefined ? ['Action'] : []),
    ...(statement.resources === undefined ? ['Resource'] : []),
  ];
  return missing.map((element) => ({
    severity: kind === 'key' ? 'warning' : 'error',
    code: 'policy.ineffective',
    says: `has no ${element}${kind === 'key' ? ', so KMS accepts it without effect' : ''}`,
    hint:
      element === 'Resource' && kind === 'key'
        ? 'add "Resource": "*", which means this key'
        : `add ${element}`,
  }));
}

/** Checks L18: an alias is no key, and in a key policy only `*` means this key. */
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
        says: `names the alias ${aliases.join(', ')}, which never matches key operations`,
        hint: 'write the ARN of the key; to match by alias, use a condition on kms:RequestAlias or kms:ResourceAliases',
        element,
        entry: aliases[0],
      },
    ];
  }
  const others = entries.filter((entry) => entry !== '*');
  if (kind !== 'key' || others.length === 0) return [];
  return [
    {
      severity: 'info',
      code: 'policy.foreign-resource',
      says: `names ${others.join(', ')}; a key policy applies only to its own key`,
      element,
      entry: others[0],
    },
  ];
}

/**
 * Reports L27: a policy of a role that names a resource of another partition. IAM refuses it ("Partition "aws-cn"
 * is not valid for resource"). What the policies of buckets and keys may name is narrower already.
 */
export function otherPartition(statement: Statement, { kind, partition }: LintContext): readonly Finding[] {
  if (kind !== 'role') return [];
  const entries = (statement.resources?.entries ?? []).map(showText);
  const others = entries.filter((entry) => (partitionOf(entry) ?? partition) !== partition);
  if (others.length === 0) return [];
  return [
    {
      severity: 'error',
      code: 'policy.foreign-resource',
      says: `names ${others.join(', ')}, of another partition; the accounts of the Stack are in ${partition}`,
      hint: `write arn:${partition}: or arn:\${partition}:`,
      element: [statement.resources?.not === true ? 'NotResource' : 'Resource'],
      entry: others[0],
    },
  ];
}

/** Actions by which data becomes readable (AWS Security Hub, control KMS.2). */
const decrypting = ['kms:decrypt', 'kms:reencryptfrom'] as const;

/** Condition keys that say which key, or what was encrypted under it. */
const aboutTheKey = /^(?:aws:resourcetag\/|kms:resourcealiases$|kms:requestalias$|kms:encryptioncontext:)/iu;

/**
 * Reports L22: a role that may decrypt under every key. It can read what any key protects whose key policy
 * delegates to IAM, in every account (AWS Security Hub, control KMS.2). Whoever may do all of KMS is reported for
 * that.
 */
export function everyKey(statement: Statement, { kind }: LintContext): readonly Finding[] {
  if (kind !== 'role' || statement.effect === 'Deny') return [];
  const given = namedActions(statement).filter(
    (action) =>
      !/^(?:kms:)?\*+$/iu.test(action) && decrypting.some((one) => matchesGlob(action.toLowerCase(), one)),
  );
  const every = (statement.resources?.entries ?? []).map(showText).filter(isEveryKey);
  const narrowed = statement.conditions.some((line) => aboutTheKey.test(line.key) && demandsKey(line));
  if (given.length === 0 || every.length === 0 || narrowed || statement.resources?.not === true) return [];
  return [
    {
      severity: 'warning',
      code: 'policy.every-key',
      says: `allows ${given.join(', ')} on every key (${every.join(', ')}) whose key policy delegates to IAM`,
      hint: 'name the ARNs of the keys, or add a condition on kms:ResourceAliases or aws:ResourceTag',
      element: ['Resource'],
      entry: every[0],
    },
  ];
}

/** Returns true for `*`, or a pattern for all keys of any account or of one. */
function isEveryKey(resource: string): boolean {
  return resource === '*' || /^arn:[^:]*:kms:[^:]*:[^:]*:(?:\*|key\/\*+)$/u.test(resource);
}
