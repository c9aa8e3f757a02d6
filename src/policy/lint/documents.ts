import type { Diagnostic } from '../../model/diagnostic.ts';
import { join, type Path } from '../../model/path.ts';
import { isList, isMap, isUnknown, type Tree } from '../../model/tree.ts';
import { accountOfRoot } from '../canonical.ts';
import { showText, type Policy } from '../document.ts';
import { printPolicy } from '../print.ts';
import { usesVariables } from '../variables.ts';
import type { LintContext } from './lint.ts';
import { placeOfEntry } from './place-of-entry.ts';

/**
 * Reports characters that KMS and IAM do not take in a document. They take tab, line feed, carriage return, and
 * U+0020 to U+00FF (KMS API Reference, PutKeyPolicy; IAM API Reference, PutRolePolicy). S3 names no such limit.
 */
export function characters(policy: Policy, { kind, at = '', document }: LintContext): readonly Diagnostic[] {
  if (kind === 'bucket') return [];
  return placesIn(printPolicy(policy), '').flatMap(({ text, path }): readonly Diagnostic[] => {
    const [strange] = /[^\t\n\r\u0020-\u00ff]/u.exec(text) ?? [];
    if (strange === undefined) return [];
    const code = (strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return [
      {
        severity: 'error',
        code: 'policy.characters',
        message: `${JSON.stringify(text)} contains ${strange} (U+${code}), a character that ${kind === 'key' ? 'KMS' : 'IAM'} does not accept`,
        path: `${at}${document === undefined ? path : placeOfEntry(document, path, text)}` as Path,
      },
    ];
  });
}

/** Lists every text of a document, keys of conditions included. A list of one may be written as the entry alone. */
function placesIn(tree: Tree, path: Path): readonly { readonly text: string; readonly path: Path }[] {
  if (isUnknown(tree)) return [];
  if (typeof tree === 'string') return [{ text: tree, path }];
  if (isList(tree))
    return tree.flatMap((item, index) => {
      const isStatement = path === '/Statement';
      return placesIn(item, isStatement ? join(path, index) : path);
    });
  if (!isMap(tree)) return [];
  return Object.entries(tree).flatMap(([key, item]) => [
    { text: key, path: join(path, key) },
    ...placesIn(item, join(path, key)),
  ]);
}

/** Reports L15: without Version 2012-10-17 policy variables are plain text. */
export function version(policy: Policy, { at = '' }: LintContext): readonly Diagnostic[] {
  if (policy.version === '2012-10-17') return [];
  const variables = usesVariables(policy);
  return [
    {
      severity: variables ? 'warning' : 'info',
      code: 'policy.version',
      message: `the document ${policy.versionStated ? 'has Version 2008-10-17' : 'has no Version'}, so policy variables are not expanded${variables ? ', but it uses variables' : ''}`,
      path: policy.versionStated ? join(at, 'Version') : at,
    },
  ];
}

/**
 * Reports L04: without a statement for the account root, IAM policies give no access to the key (KMS Developer
 * Guide, key-policy-default).
 */
export function rootStatement(policy: Policy, context: LintContext): readonly Diagnostic[] {
  if (context.kind !== 'key') return [];
  const delegates = policy.statements.some(
    ({ effect, principals }) =>
      effect === 'Allow' &&
      principals?.not === false &&
      principals.entries.some(
        ({ type, value }) => type === 'AWS' && accountOfRoot(showText(value)) === context.account,
      ),
  );
  if (delegates) return [];
  return [
    {
      severity: 'warning',
      code: 'policy.no-root-statement',
      message: `no statement allows the root of account ${context.account}, so IAM policies have no effect on this key`,
      hint: `add an Allow of kms:* for arn:${context.partition}:iam::${context.account}:root`,
      path: join(context.at ?? '', 'Statement'),
    },
  ];
}

/**
 * Checks L14: Sids are unique, and of letters and digits in IAM (IAM User Guide, element Sid). A key policy may
 * have spaces. IAM refuses what it does not take. That S3 and KMS do is a guess, so there it is a warning.
 */
export function sids(policy: Policy, { kind, at = '' }: LintContext): readonly Diagnostic[] {
  const named = policy.statements.flatMap(({ sid }, index) =>
    sid === undefined ? [] : [{ sid: showText(sid), index }],
  );
  return named.flatMap(({ sid, index }): readonly Diagnostic[] => {
    const severity = kind === 'role' ? 'error' : 'warning';
    const base = { severity, code: 'policy.sid', path: join(at, 'Statement', index, 'Sid') } as const;
    const first = named.find((other) => other.sid === sid);
    const repeated = sid !== '' && first !== undefined && first.index < index;
    const allowed = kind === 'role' ? /^[A-Za-z\d]*$/u : /^[\x20-\x7e]*$/u;
    return [
      ...(repeated
        ? [{ ...base, message: `the Sid ${sid} is a duplicate`, hint: 'give each statement a unique Sid' }]
        : []),
      ...(allowed.test(sid)
        ? []
        : [
            {
              ...base,
              message: `the Sid ${JSON.stringify(sid)} has characters that AWS rejects`,
              hint: kind === 'role' ? 'use only letters and digits' : 'use only printable ASCII characters',
            },
          ]),
    ];
  });
}
