import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnosticView } from '../display/diagnostic.ts';
import { jsonText } from './text.ts';
import { formatVersion } from '../formats/version.ts';

/** Diagnostics as JSON, in the order given; each has a hint, its own or that of its code. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  return jsonText({
    formatVersion,
    kind: 'Diagnostics',
    valid: count('error') === 0,
    errors: count('error'),
    warnings: count('warning'),
    diagnostics: diagnostics.map(diagnosticView),
  });
}
