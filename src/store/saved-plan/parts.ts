import { z } from 'zod';
import type { Address } from '../../model/address.ts';
import type { Call, OpName, Place } from '../../model/call.ts';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import { errors, type ErrorCode } from '../../model/errors/index.ts';
import type { Ids } from '../../model/observation.ts';
import type { Path } from '../../model/path.ts';
import { approvalClasses, type ApprovalClass } from '../../model/approval.ts';
import type { Tree, TreeMap } from '../../model/tree.ts';
import { blockReasons, reasons, type BlockCode, type ReasonCode } from '../../model/reasons.ts';

/** The small parts of which the file of a saved plan is made. The text was read as JSON, so any value is a tree. */

export const text = z.string();
export const strings = z.record(z.string(), z.string());

export const address = z.custom<Address>((value) => typeof value === 'string' && value.includes('/'), {
  error: 'wants an address such as Key/customer-data',
});

export const path = z.custom<Path>(
  (value) => value === '' || (typeof value === 'string' && value.startsWith('/')),
  {
    error: 'wants a JSON Pointer',
  },
);

export const errorCode = z.custom<ErrorCode>(
  (value) => typeof value === 'string' && Object.hasOwn(errors, value),
  {
    error: 'wants an error code of this Keywright',
  },
);

export const blockCode = z.enum(Object.keys(blockReasons) as [BlockCode, ...BlockCode[]]);

export const reason = z.enum(Object.keys(reasons) as [ReasonCode, ...ReasonCode[]]);

export const tree = z.custom<Tree>((value) => value !== undefined, { error: 'wants a value' });

export const treeMap = z.custom<TreeMap>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'wants an object' },
);

export const approvalClass: z.ZodType<ApprovalClass> = z.enum(approvalClasses);

export const place: z.ZodType<Place> = z.strictObject({ account: text, region: text });
export const ids: z.ZodType<Ids> = strings;

const op = z.custom<OpName>((value) => typeof value === 'string' && /^[a-z0-9]+:[A-Za-z]+$/u.test(value), {
  error: 'wants an operation such as kms:CreateKey',
});

export const call: z.ZodType<Call> = z.strictObject({ op, at: place, input: treeMap });

export const span: z.ZodType<Span> = z.strictObject({
  file: text,
  line: z.int(),
  column: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
});

export const diagnostic: z.ZodType<Diagnostic> = z.strictObject({
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  code: errorCode,
  message: text,
  hint: text.exactOptional(),
  address: address.exactOptional(),
  path: path.exactOptional(),
  span: span.exactOptional(),
});
