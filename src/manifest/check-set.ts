import type { AnyKind } from '../model/kind/kind.ts';
import type { Resource, Settings } from '../model/resource.ts';
import { cyclesOf } from './cycles.ts';
import type { Report } from './manifest.ts';
import { checkClaims } from './unique.ts';

/** A resource with its kind. */
export type Member = Omit<Resource, 'kind'> & { readonly kind: AnyKind };

/**
 * Checks what only all resources together show, circles and names that two claim, and then what each kind finds wrong:
 * policy lints, limits, contradictions between fields. Read from manifests or from a saved plan, a set is judged here.
 */
export function checkSet(set: readonly Member[], settings: Settings, report: Report): void {
  cyclesOf(set).forEach(report);
  checkClaims(set, report);
  for (const { kind, address, metadata, place, spec, spanOf } of set) {
    for (const found of kind.validate({ address, spec, metadata, place, ids: {}, settings }))
      report({ ...found, address, span: found.span ?? spanOf(found.path ?? '') });
  }
}
