import type { StatusDisplay } from '../display/status.ts';
import { diagnosticValue } from './diagnostics.ts';
import { jsonText } from './text.ts';
import { formatVersion } from './version.ts';

/** The state of a stack as versioned JSON; its shape is `statusJsonSchema` of formats/status.ts. */
export function statusJson(status: StatusDisplay): string {
  return jsonText({
    formatVersion,
    kind: 'Status',
    ...status,
    diagnostics: status.diagnostics.map(diagnosticValue),
  });
}
