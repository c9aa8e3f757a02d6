import { dnsSuffixOf, withoutSuffix } from '../../model/partition.ts';
import { showText, type Condition, type Statement } from '../document.ts';
import { fold } from '../fold.ts';
import { operatorOf } from '../operators.ts';
import type { Finding, LintContext } from './lint.ts';

/** Reports L20: an operator that IAM does not have, and wildcards where they are plain characters. */
export function operators(statement: Statement): readonly Finding[] {
  return statement.conditions.flatMap((condition): readonly Finding[] => {
    const element = ['Condition', condition.operator, condition.key];
    const operator = operatorOf(condition.operator);
    if (operator.family === undefined || (operator.family === 'null' && operator.ifExists)) {
      return [
        {
          severity: 'error',
          code: 'policy.unknown-operator',
          says: `uses the condition operator ${condition.operator}, which does not exist in IAM`,
          element,
        },
      ];
    }
    const wild = condition.values
      .map(showText)
      .filter((value) => /[*?]/u.test(value.replaceAll(/\$\{[^}]*\}/gu, '')));
    if (operator.family !== 'string' || wild.length === 0) return [];
    return [
      {
        severity: 'warning',
        code: 'policy.wildcard-without-like',
        says: `compares ${condition.key} with ${wild.join(', ')} by ${condition.operator}, which treats * and ? literally`,
        hint: `use ${operator.negated ? 'StringNotLike' : 'StringLike'}`,
        element,
        entry: wild[0],
      },
    ];
  });
}

/** Checks L09: kms:ViaService holds the service with its region, and kms:CallerAccount an account id. */
export function viaService(statement: Statement, { region }: LintContext): readonly Finding[] {
  return statement.conditions.flatMap((condition): readonly Finding[] => {
    const key = fold(condition.key);
    const element = ['Condition', condition.operator, condition.key];
    const values = condition.values.flatMap((value) => (typeof value === 'string' ? [value] : []));
    if (key === 'kms:calleraccount') {
      return values
        .filter((value) => !/^\d{12}$/u.test(value) && !/[*?$]/u.test(value))
        .map((value) =>
          via(
            `compares kms:CallerAccount with ${value}, which is not an account ID`,
            'write 12 digits',
            element,
            value,
          ),
        );
    }
    if (key !== 'kms:viaservice') return [];
    return values.flatMap((value) => {
      const at = region ?? 'us-east-1';
      const parts = /^([a-z\d-]+)(?:\.([a-z\d*?-]+))?$/u.exec(withoutSuffix(value) ?? '');
      const [, service = 's3', found] = parts ?? [];
      const wanted = `write ${service}.${at}.${dnsSuffixOf(at)}`;
      if (parts === null) {
        return /[*?$]/u.test(value)
          ? []
          : [via(`compares kms:ViaService with ${value}, which is not a service`, wanted, element, value)];
      }
      if (found === undefined)
        return [
          via(
            `compares kms:ViaService with ${value}, which lacks a Region and never matches`,
            wanted,
            element,
            value,
          ),
        ];
      if (region === undefined || found === region || /[*?]/u.test(found)) return [];
      return [
        via(`compares kms:ViaService with ${value}, but the key is in ${region}`, wanted, element, value),
      ];
    });
  });
}

function via(says: string, hint: string, element: readonly string[], entry: string): Finding {
  return { severity: 'warning', code: 'policy.via-service', says, hint, element, entry };
}

/** Headers that a client relying on the bucket's default encryption does not send (S3 User Guide, UsingKMSEncryption). */
const optionalHeaders = [
  's3:x-amz-server-side-encryption',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:x-amz-server-side-encryption-customer-algorithm',
  's3:x-amz-acl',
  's3:x-amz-storage-class',
];

/**
 * Reports L21: a negated operator is true where the header is absent, with IfExists as well (IAM User Guide,
 * condition operators). So the Deny hits clients that rely on the bucket's default; only a Null "false" beside it
 * spares them.
 */
export function optionalHeader(statement: Statement): readonly Finding[] {
  if (statement.effect === 'Allow') return [];
  return statement.conditions
    .filter((condition) => {
      const operator = operatorOf(condition.operator);
      const header = optionalHeaders.includes(fold(condition.key));
      return header && operator.negated && !isGuarded(statement, condition);
    })
    .map((condition) => ({
      severity: 'warning',
      code: 'policy.optional-header',
      says: `denies by ${condition.operator} ${condition.key} also requests without the header, which use the bucket default`,
      hint: `add to the same statement: Null ${condition.key} "false"`,
      element: ['Condition', condition.operator, condition.key],
    }));
}

function isGuarded(statement: Statement, condition: Condition): boolean {
  return statement.conditions.some(
    (other) =>
      operatorOf(other.operator).family === 'null' &&
      fold(other.key) === fold(condition.key) &&
      other.values.includes('false'),
  );
}
