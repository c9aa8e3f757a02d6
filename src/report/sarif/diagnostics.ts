import { hasErrors, type Diagnostic } from '../../model/diagnostic.ts';
import { errors } from '../../model/errors/index.ts';
import type { ErrorRow } from '../../model/errors/row.ts';
import { hintOf } from '../display/diagnostic.ts';
import { acceptedText } from '../human/diagnostics.ts';
import type { Finding } from './finding.ts';
import { sarifLog, type SarifOptions } from './log.ts';

const levels = { critical: 'error', error: 'error', warning: 'warning', info: 'note' } as const;

/** Renders diagnostics as a SARIF log. */
export function diagnosticsSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): string {
  return sarifLog(diagnostics.map(diagnosticFinding), !hasErrors(diagnostics), options);
}

/** Makes a result of a diagnostic, or a notification where it has no position. */
export function diagnosticFinding(one: Diagnostic): Finding {
  const { code, severity, message, span, address, path, accepted } = one;
  const row: ErrorRow = errors[code];
  return {
    rule: { id: code, means: row.means, help: row.hint, page: `errors.md#${code}` },
    level: levels[severity],
    message,
    advice: `Hint: ${hintOf(one)}`,
    span,
    address,
    path,
    accepted: accepted && acceptedText(accepted),
  };
}
