import { z } from 'zod';
import { errorCode, only, text } from '../../../model/plan-schema/values.ts';
import { diagnostic } from '../parts.ts';

/** RFC 9457, "Problem Details for HTTP APIs". */
export const problemSchema = z
  .strictObject({
    type: text.describe('A URL that explains the code.'),
    title: text.describe('The sort of error.'),
    status: z.int().describe('The HTTP status.'),
    detail: text.describe('The error, in one sentence.'),
    code: errorCode,
    hint: only(text, 'where something helps: what to do.'),
    requestId: text.describe('The id of the request, as X-Request-Id and the log of the daemon have it.'),
    diagnostics: only(z.array(diagnostic), 'where there is more than one finding.'),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457). Nothing was changed.' });
