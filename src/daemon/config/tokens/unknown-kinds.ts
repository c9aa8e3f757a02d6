import { didYouMean } from '../../../model/nearest.ts';

interface UnknownKind {
  /** Below the list of bindings. */
  readonly fields: readonly (string | number)[];
  readonly message: string;
  readonly code: 'tokens.unknown-kind';
}

/** Finds kinds that do not exist in the limits of bindings: such a binding would never count, and nobody would notice. */
export function unknownKindsIn(
  bindings: readonly { readonly kinds?: readonly string[] }[],
  known: readonly string[],
): readonly UnknownKind[] {
  return bindings.flatMap(({ kinds = [] }, at) =>
    kinds.flatMap((kind, index) =>
      known.includes(kind)
        ? []
        : [
            {
              fields: [at, 'kinds', index],
              message: `names the kind ${kind}, which does not exist${didYouMean(kind, known)}`,
              code: 'tokens.unknown-kind' as const,
            },
          ],
    ),
  );
}
