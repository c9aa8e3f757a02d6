import { addressOf } from '../model/address.ts';
import type { Span } from '../model/diagnostic.ts';
import type { Place } from '../model/call.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { isMap, type Tree } from '../model/tree.ts';
import { problemsOf } from './issues.ts';
import type { CheckedManifest, Manifest, Positions, Report } from './manifest.ts';
import { treeMapOf } from './tree-map.ts';

/**
 * Expands a resource into its parts. One that is in no document of its own lives, and goes, with the one that
 * declares it.
 */
export function expand(
  parent: Manifest & { readonly checked: CheckedManifest },
  place: Place,
  kinds: readonly AnyKind[],
  report: Report,
): readonly Manifest[] {
  const { metadata, spec } = parent.checked;
  const parts = parent.kind.expand({ name: metadata.name, spec, place });
  return parts.flatMap((part): readonly Manifest[] => {
    const kind = kinds.find((one) => one.kind === part.kind);
    if (kind === undefined) return [];
    const at = positionsIn(parent.at.spanOf(part.path), parent.at.keySpanOf(part.path));
    const bare = { is: 'resource' as const, kind, address: addressOf(part.kind, part.name), at };
    const result = kind.schema.safeParse(part.spec);
    if (!result.success) {
      const value: Tree = isMap(part.spec) ? part.spec : {};
      const checked = { schema: kind.schema, value, under: '/spec', writtenAt: at.writtenAt } as const;
      for (const { code, message, hint } of problemsOf(result.error.issues, checked)) {
        report({
          severity: 'error',
          code,
          message: `as ${bare.address}: ${message}`,
          ...(hint === undefined ? {} : { hint }),
          path: part.path,
          span: at.span,
        });
      }
      return [bare];
    }
    const { adopt, apply, heal, mode, state } = metadata;
    const checked: CheckedManifest = {
      metadata: {
        name: part.name,
        labels: metadata.labels,
        annotations: {},
        // Adopting a key takes over its names where they point to that key already.
        ...(typeof adopt === 'string' ? { adopt } : {}),
        formerly: [],
        state,
        ...(mode === undefined ? {} : { mode }),
        ...(apply === undefined ? {} : { apply }),
        ...(heal === undefined ? {} : { heal }),
        partOf: parent.address,
        ignore: [],
      },
      ...place,
      spec: treeMapOf(result.data),
      written: {},
    };
    return [{ ...bare, checked }];
  });
}

/** Places all of a part where its parent declares it. */
function positionsIn(span: Span, keySpan: Span): Positions {
  return {
    span,
    spanOf: () => span,
    spanLater: () => span,
    keySpanOf: () => keySpan,
    spanOfText: () => span,
    writtenAt: () => undefined,
  };
}
