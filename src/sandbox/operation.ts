import type { z } from 'zod';
import { refuse } from './refusal.ts';
import type { SandboxRequest, SandboxService } from './request.ts';
import type { Draft } from './world.ts';

/** What a handler may use: the request, and the world as this caller sees it. */
export interface Context {
  readonly request: SandboxRequest;
  readonly now: number;
  readonly world: Draft;
  /** Entries on a page when the caller does not say. */
  readonly pageSize: number;
  /** Roles that nobody made come into being when used. */
  readonly anyRole: boolean;
  /** False for `raw`: the tag index then shows the truth. */
  readonly stale: boolean;
}

export type Output = Record<string, unknown>;

/** One API operation. `reads` and `writes` decide how lag shows: see `sandbox.ts`. */
export interface Operation {
  readonly effect: 'reads' | 'writes';
  run(context: Context): Output;
}

export type Operations = Readonly<Record<string, Operation>>;

/**
 * Declares an operation whose input is first checked by `input`. It drops members that `input` does not name, as AWS
 * does.
 */
export function operation<S extends z.ZodType>(
  effect: 'reads' | 'writes',
  input: S,
  run: (context: Context, input: z.output<S>) => Output | undefined,
): Operation {
  return {
    effect,
    run(context) {
      const parsed = input.safeParse(context.request.input);
      if (!parsed.success) {
        refuse(validationName(context.request.service, parsed.error), validationText(parsed.error));
      }
      return run(context, parsed.data) ?? {};
    },
  };
}

/**
 * Returns each service's name for input that is not as its API says. The Query services use their common errors. The
 * Tagging API uses the one error it has for it (API Reference, InvalidParameterException). S3 uses those of its list
 * of error codes for headers and for the XML of a body. All others do as Smithy does.
 */
function validationName(service: SandboxService, error: z.ZodError): string {
  if (service === 'iam' || service === 'sts') return 'ValidationError';
  if (service === 'tagging') return 'InvalidParameterException';
  if (service !== 's3') return 'ValidationException';
  return error.issues.some((issue) => issue.path.length > 1) ? 'MalformedXML' : 'InvalidArgument';
}

/** Says which member broke which constraint, in the words of AWS's own validation (Smithy). */
function validationText(error: z.ZodError): string {
  const problems = error.issues.map((issue) => {
    const member = issue.path.map((part, index) => (index === 0 ? lowerFirst(String(part)) : String(part)));
    return `Value at '${member.join('.')}' failed to satisfy constraint: ${issue.message}`;
  });
  const count = problems.length === 1 ? '1 validation error' : `${String(problems.length)} validation errors`;
  return `${count} detected: ${problems.join('; ')}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

export function scopeOf(place: { readonly account: string; readonly region: string }): string {
  return `${place.account}/${place.region}`;
}
