import { digestOf } from '../../model/digest.ts';
import { isoOf } from '../../model/instant.ts';
import type { SavedPlan } from '../../model/saved-plan.ts';
import { byCodeUnit, type Tree } from '../../model/tree.ts';
import { formatVersion, savedPlanKind } from './schema.ts';

/** The text of the file: JSON of two-space indent, ending with a line break. */
export function encodeSavedPlan(saved: SavedPlan): string {
  const { plan, stack } = saved;
  const all = [...plan.steps, ...(plan.stackChange === undefined ? [] : [plan.stackChange])];
  const gates = all.flatMap(({ gate }) => (gate.is === 'approval' ? gate.classes : []));
  const content = {
    formatVersion,
    kind: savedPlanKind,
    madeAt: isoOf(saved.madeAt),
    expiresAt: isoOf(saved.expiresAt),
    madeBy: saved.madeBy,
    against: saved.against,
    approvals: [...new Set(gates)].sort(byCodeUnit),
    plan,
    restsOn: Object.fromEntries([...saved.restsOn].filter(([, footings]) => footings.length > 0)),
    stack: {
      settings: stack.settings,
      resources: [...stack.resources.values()].map(({ spanOf: _, ...resource }) => resource),
      diagnostics: stack.diagnostics,
    },
  };
  // As it will be read: what is undefined is not there.
  const plain = JSON.parse(JSON.stringify(content)) as { readonly [key: string]: Tree };
  const { formatVersion: version, kind, ...rest } = plain;
  return `${JSON.stringify({ formatVersion: version, kind, digest: digestOf(plain), ...rest }, null, 2)}\n`;
}
