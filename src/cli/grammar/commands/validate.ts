import type { CommandDeclaration } from '../declaration.ts';
import { noColor, output, paths } from '../options.ts';

export const validate = {
  name: 'validate',
  group: 'Look',
  summary: 'check the manifests (no AWS calls)',
  arguments: [paths],
  options: [output('human', 'wide', 'json', 'markdown', 'sarif'), noColor],
  examples: [
    { line: 'reconcile validate', does: 'print every error with its file and line' },
    { line: 'reconcile validate -o wide', does: 'also the warnings that metadata.accept accepts' },
    { line: 'reconcile validate -o json estate/', does: 'for a program that reads it' },
    { line: 'reconcile validate -o sarif > keywright.sarif', does: 'for code scanning and editors' },
  ],
  exits: { 0: 'valid; warnings are shown', 1: 'not valid' },
} as const satisfies CommandDeclaration;
