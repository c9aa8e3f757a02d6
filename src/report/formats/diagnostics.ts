import { z } from 'zod';
import { diagnostic, versionField } from './parts.ts';

export const diagnosticsJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Diagnostics').describe('Which format this is.'),
    valid: z.boolean().describe('True where there is no error.'),
    errors: z.int().describe('How many errors.'),
    warnings: z.int().describe('How many warnings.'),
    diagnostics: z.array(diagnostic).describe('All of them, in the order of files and lines.'),
  })
  .meta({
    title: 'Diagnostics',
    description:
      'Errors in the manifests: the output of `reconcile validate -o json`, and of any command with `-o json` that could not start.',
  });
