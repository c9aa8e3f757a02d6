import { isUnknown } from '../../model/tree.ts';
import { expandAction } from '../actions.ts';
import type { Statement, Text } from '../document.ts';
import { overlapsGlob } from '../glob.ts';
import { actionRow, prefixOf } from '../reference.ts';
import { arnParts } from '../values.ts';
import { namedActions, ownService, type Finding, type LintContext } from './lint.ts';

/**
 * Reports L24: an action that none of the resources of its statement fits, by the Service Authorization Reference.
 * S3 refuses the document ("Action does not apply to any resource(s) in statement"); elsewhere the statement does
 * nothing for it.
 */
export function unsupportedResources(statement: Statement, { kind }: LintContext): readonly Finding[] {
  const { resources } = statement;
  if (resources === undefined || resources.not) return [];
  const entries = kind === 'key' ? [anyKey] : resources.entries;
  return namedActions(statement).flatMap((action): readonly Finding[] => {
    const named = expandAction(action) ?? [];
    const own = ownService[kind];
    // An action of another service is reported as such.
    if (own !== undefined && prefixOf(action) !== own) return [];
    if (named.length === 0 || named.some((one) => fits(one, entries))) return [];
    const wanted = [...new Set(named.flatMap((one) => actionRow(one)?.resources ?? []))];
    return [
      {
        severity: kind === 'bucket' ? 'error' : 'warning',
        code: 'policy.unsupported-resource',
        says:
          kind === 'key'
            ? `names ${action}, which key policies do not control`
            : `names ${action}, which does not apply to any of its resources`,
        hint: kind === 'key' ? 'allow or deny it in an IAM policy' : `add ${advice(wanted)}`,
        element: ['Action'],
        entry: action,
      },
    ];
  });
}

/** What a key policy is about, whatever its Resource says. */
const anyKey = 'arn:aws:kms:us-east-1:111122223333:key/*';

function fits(action: string, entries: readonly Text[]): boolean {
  const wanted = actionRow(action)?.resources;
  if (wanted === undefined) return true;
  return entries.some((entry) => {
    if (isUnknown(entry) || /^\*+$/u.test(entry)) return true;
    // Older examples of AWS write arn:aws:s3:::* for ListAllMyBuckets.
    if (wanted.length === 0) return entry.endsWith(':*') && entry.split(':')[2] === prefixOf(action);
    return wanted.some((type) => overlapsType(entry, type));
  });
}

/**
 * Returns true if the entry may name a resource of the type. `<name>` is the name of a bucket, which holds no
 * slash.
 */
function overlapsType(entry: string, type: string): boolean {
  const isBucket = type.endsWith('<name>');
  const slash = entry.replaceAll(/\$\{[^}]*\}/gu, '').includes('/');
  if (isBucket && slash) return false;
  const wanted = type.replace('<name>', '*');
  const [parts, places] = [arnParts(entry), arnParts(wanted)];
  // A wildcard reaches over colons: then only the whole can be compared.
  if (parts.length < 6 || parts.slice(0, 5).some((part) => part.includes('*')))
    return overlapsGlob(entry, wanted);
  return places.every((place, index) =>
    // A Region or account of a type is never empty.
    overlapsGlob(parts[index] ?? '', index < 5 && place === '*' ? '?*' : place),
  );
}

function advice(wanted: readonly string[]): string {
  if (wanted.length === 0) return 'a statement for it with Resource "*"';
  const [first = ''] = wanted.filter((type) => !type.includes(':accesspoint/'));
  if (first.endsWith('<name>')) return 'the ARN of the bucket, without /*';
  if (first.endsWith('<name>/*')) return 'the ARN of its objects, which ends in /*';
  return `one such as ${first}`;
}
