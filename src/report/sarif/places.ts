import type { Address } from '../../model/address.ts';
import type { Span } from '../../model/diagnostic.ts';
import type { Path } from '../../model/path.ts';
import type { Plan, StepId } from '../../model/plan.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import type { Risky } from '../display/display.ts';

/** Where manifests declare what a plan tells of. What no manifest declares stands at the Stack. */
export interface Places {
  ofRow(row: Pick<Risky, 'address' | 'step'>): Span | undefined;
  /** Without an address: of the Stack document. */
  ofPath(address: Address | undefined, path: Path): Span | undefined;
}

/** Lists the first field that each step changes. */
export function firstPathsOf({ steps }: Pick<Plan, 'steps'>): ReadonlyMap<StepId, Path> {
  return new Map(
    steps.flatMap(({ id, changes: [first] }) => (first === undefined ? [] : [[id, first.path] as const])),
  );
}

/** Finds the manifest of each row of a plan: a step stands at the first field that it changes. */
export function placesOf(
  firstPaths: ReadonlyMap<string, Path>,
  { resources, document }: Pick<Stack, 'resources' | 'document'>,
): Places {
  function ofPath(address: Address | undefined, path: Path): Span | undefined {
    if (address === undefined) return document && spanIn(document, path);
    const resource = resources.get(address);
    return resource === undefined ? document?.span : spanIn(resource, path);
  }
  return {
    ofPath,
    ofRow: ({ address, step }) =>
      ofPath(address, (step === undefined ? undefined : firstPaths.get(step)) ?? ''),
  };
}

/** Finds a path of a document: its positions count from `spec`. */
function spanIn({ span, spanOf }: Pick<Resource, 'span' | 'spanOf'>, path: Path): Span {
  return path === '' ? span : spanOf(path.replace(/^\/spec(?=\/|$)/u, '') as Path);
}
