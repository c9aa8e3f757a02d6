import type { Display } from '../display/display.ts';
import { formatVersion } from '../formats/version.ts';
import { jsonText } from './text.ts';

/** Writes the plan as versioned JSON; its shape is `planJsonSchema` of formats/plan.ts. */
export function planJson(display: Display): string {
  return jsonText({ formatVersion, kind: 'Plan', ...display });
}
