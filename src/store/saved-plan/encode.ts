import { z } from 'zod';
import { digestOf } from '../../model/digest.ts';
import type { SavedPlan } from '../../model/saved-plan.ts';
import { byCodeUnit, type Tree } from '../../model/tree.ts';
import { formatVersion, savedPlanKind, savedPlanSchema } from './schema.ts';

const contentSchema = savedPlanSchema.omit({ digest: true });

/** Prints the text of the file: JSON of two-space indent, ending with a line break. */
export function encodeSavedPlan({ stack, restsOn, plan: { saved: _, ...plan }, ...rest }: SavedPlan): string {
  const all = [...plan.steps, ...(plan.stackChange === undefined ? [] : [plan.stackChange])];
  const gates = all.flatMap(({ gate }) => (gate.is === 'approval' ? gate.classes : []));
  const content = z.encode(contentSchema, {
    formatVersion,
    kind: savedPlanKind,
    ...rest,
    approvals: [...new Set(gates)].sort(byCodeUnit),
    plan,
    restsOn: Object.fromEntries([...restsOn].filter(([, footings]) => footings.length > 0)),
    stack: {
      settings: stack.settings,
      resources: [...stack.resources.values()].map(({ spanOf: __, text: ___, ...resource }) => resource),
      diagnostics: stack.diagnostics,
    },
  } as z.output<typeof contentSchema>);
  // As it will be read: what is undefined is not there.
  const plain = JSON.parse(JSON.stringify(content)) as { readonly [key: string]: Tree };
  const { formatVersion: version, kind, ...others } = plain;
  return `${JSON.stringify({ formatVersion: version, kind, digest: digestOf(plain), ...others }, null, 2)}\n`;
}
