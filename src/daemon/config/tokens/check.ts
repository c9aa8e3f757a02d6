import type { SourceFile } from '../../../manifest/source.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { didYouMean } from '../../../model/nearest.ts';
import { pathOf } from '../../../model/path.ts';
import { endOf, readTokens, withoutSecrets, type TokensContext } from './load.ts';
import type { TokenRow } from './schema.ts';

export interface CheckedTokens {
  readonly diagnostics: readonly Diagnostic[];
  /** How many tokens count now; absent while the file is refused. */
  readonly tokens?: number;
}

/**
 * Checks a tokens file as a daemon reads it, and for what a daemon accepts but nobody wants: tokens that ended, and
 * bindings for Stacks that do not exist. Without `stacks` nothing is known of those.
 */
export function checkTokens(
  file: SourceFile,
  context: TokensContext & { readonly stacks?: readonly string[] },
): CheckedTokens {
  const read = readTokens(file, context);
  if (read.is === 'refused') return read;
  const { rows, spanOf } = read;
  const diagnostics = rows.flatMap((row, at) =>
    remarksOn(row, rows.slice(0, at), context).map(({ fields, ...remark }) =>
      withoutSecrets({ ...remark, span: spanOf(pathOf(['spec', 'tokens', at, ...fields])) }),
    ),
  );
  return { diagnostics, tokens: rows.filter(({ expires }) => endOf(expires) > context.now).length };
}

type Remark = Pick<Diagnostic, 'severity' | 'code' | 'message'> & {
  readonly fields: readonly (string | number)[];
};

function remarksOn(
  { name, subject, expires, bindings }: TokenRow,
  before: readonly TokenRow[],
  { now, stacks }: { readonly now: number; readonly stacks?: readonly string[] },
): readonly Remark[] {
  const same = before.find((one) => one.subject === subject);
  return [
    ...(endOf(expires) > now
      ? []
      : [
          {
            severity: 'warning' as const,
            code: 'tokens.expired' as const,
            message: `the token ${name} expired at ${expires}`,
            fields: ['expires'],
          },
        ]),
    ...(same === undefined
      ? []
      : [
          {
            severity: 'info' as const,
            code: 'tokens.same-subject' as const,
            message: `${name} and ${same.name} are tokens of the same person: ${subject}`,
            fields: ['subject'],
          },
        ]),
    ...bindings.flatMap((binding, at) =>
      (binding.stacks ?? []).flatMap((stack, index): readonly Remark[] =>
        stacks === undefined || stacks.includes(stack)
          ? []
          : [
              {
                severity: 'error',
                code: 'tokens.unknown-stack',
                message: `no manifests declare the Stack ${stack}${didYouMean(stack, stacks)}`,
                fields: ['bindings', at, 'stacks', index],
              },
            ],
      ),
    ),
  ];
}
