import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Metadata, Resource } from '../model/resource.ts';
import { join } from '../model/path.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Manifest, Positions, Report } from './manifest.ts';
import { showPosition } from './positions.ts';
import type { Placed } from './references.ts';

/** Finds the first manifest of every address; a second one is reported. */
export function byAddress(manifests: readonly Manifest[], report: Report): ReadonlyMap<Address, Manifest> {
  const found = new Map<Address, Manifest>();
  for (const manifest of manifests) {
    const first = found.get(manifest.address);
    if (first === undefined) {
      found.set(manifest.address, manifest);
      continue;
    }
    const message = `${manifest.address} is already declared at ${showPosition(first.at.span)}`;
    report({
      severity: 'error',
      code: 'manifest.duplicate-address',
      message,
      ...hintForParts([first, manifest]),
      address: manifest.address,
      span: manifest.at.span,
    });
  }
  return found;
}

/**
 * Hints at a document of its own, which has another name. The name of a part is made of its value, and two values may
 * make one name.
 */
function hintForParts(manifests: readonly Manifest[]): Pick<Diagnostic, 'hint'> {
  const part = manifests.find(({ checked }) => checked?.metadata.partOf !== undefined);
  if (part === undefined) return {};
  const hint = `remove one of the two; or move it out of ${part.checked?.metadata.partOf ?? ''} into a document of kind ${part.kind.kind} with another metadata.name`;
  return { hint };
}

type Claimant = Pick<Placed, 'kind' | 'address' | 'spec' | 'place'> & Pick<Resource, 'span'>;

/** Reports two addresses that claim one name in AWS as an error at the second. */
export function checkClaims(resources: readonly Claimant[], report: Report): void {
  const claimed = new Map<string, Claimant>();
  for (const resource of resources) {
    for (const claim of resource.kind.claims(resource.spec, resource.place)) {
      const first = claimed.get(claim);
      if (first === undefined) {
        claimed.set(claim, resource);
        continue;
      }
      const message = `${resource.address} claims ${claim}, which ${first.address} claims already (${showPosition(first.span)})`;
      report({
        severity: 'error',
        code: 'manifest.claim',
        message,
        address: resource.address,
        span: resource.span,
      });
    }
  }
}

/** Checks that a former address is of the same kind, is declared no more, and became one resource only. */
export function checkFormerly(
  resources: readonly {
    readonly kind: AnyKind;
    readonly address: Address;
    readonly metadata: Metadata;
    readonly at: Positions;
  }[],
  declared: ReadonlyMap<Address, Manifest>,
  report: Report,
): void {
  const heirs = new Map<Address, Address>();
  for (const { kind, address, metadata, at } of resources) {
    metadata.formerly.forEach((former, index) => {
      const problem = formerProblem(former, kind, declared, heirs);
      heirs.set(former, address);
      if (problem === undefined) return;
      const path = join('/metadata/formerly', index);
      report({
        severity: 'error',
        code: 'manifest.formerly',
        ...problem,
        address,
        path,
        span: at.spanOf(path),
      });
    });
  }
}

function formerProblem(
  former: Address,
  kind: AnyKind,
  declared: ReadonlyMap<Address, Manifest>,
  heirs: ReadonlyMap<Address, Address>,
): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  const still = declared.get(former);
  if (still !== undefined) {
    return {
      message: `${former} is still declared at ${showPosition(still.at.span)}`,
      hint: 'a renamed resource has no manifest under its old name: remove that manifest, or this entry',
    };
  }
  if (!former.startsWith(`${kind.kind}/`))
    return { message: `a ${kind.kind} was never ${former}`, hint: `name an address ${kind.kind}/…` };
  const heir = heirs.get(former);
  if (heir === undefined) return undefined;
  return { message: `${former} became ${heir} already`, hint: 'keep the entry where the resource is now' };
}
