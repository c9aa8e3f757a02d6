import type { StatusDisplay } from '../display/status.ts';
import { formatVersion } from '../formats/version.ts';
import { jsonText } from './text.ts';

/** Writes the state of a stack as versioned JSON; its shape is `statusJsonSchema` of formats/status.ts. */
export function statusJson(status: StatusDisplay): string {
  return jsonText({ formatVersion, kind: 'Status', ...status });
}
