import type { z } from 'zod';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { hintOf } from '../human/diagnostics.ts';
import type { diagnostic } from './formats/parts.ts';
import { jsonText } from './text.ts';
import { formatVersion } from './version.ts';

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
    diagnostics: diagnostics.map(diagnosticValue),
  });
}

export function diagnosticValue(one: Diagnostic): z.input<typeof diagnostic> {
  const { severity, code, message, address, path, span } = one;
  return {
    severity,
    code,
    message,
    hint: hintOf(one),
    ...(address === undefined ? {} : { address }),
    ...(path === undefined ? {} : { path }),
    ...(span === undefined ? {} : { span: spanValue(span) }),
  };
}

function spanValue({ file, line, column, endLine, endColumn }: NonNullable<Diagnostic['span']>): {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
} {
  return { file, line, column, endLine, endColumn };
}
