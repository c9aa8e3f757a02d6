import { problemsOf } from '../../manifest/issues.ts';
import type { Tree } from '../../model/tree.ts';
import type { Refusal } from './control.ts';
import { operations, type OperationName } from './operations.ts';

/** Checks the request of an operation. Says in words what is wrong with it, and where: each finding of its own. */
export function requestOf(name: OperationName, value: unknown): { readonly request: unknown } | Refusal {
  const schema = operations[name].request;
  const parsed = schema.safeParse(value);
  if (parsed.success) return { request: parsed.data };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refusedBy([{ message: 'the request must be a JSON object' }]);
  const checked = { schema, value: value as Tree, under: '' as const, writtenAt: () => undefined };
  const problems = problemsOf(parsed.error.issues, checked);
  return refusedBy(problems.length > 0 ? problems.slice(0, most) : [{ message: 'the request is not valid' }]);
}

/** More findings of one request help nobody. */
const most = 20;

function refusedBy(problems: readonly { readonly message: string; readonly hint?: string }[]): Refusal {
  return {
    refused: problems.map(({ message, hint }) => ({
      severity: 'error' as const,
      code: 'control.request' as const,
      message: (message.startsWith(' ') ? `the request${message}` : message).slice(0, 500),
      ...(hint === undefined ? {} : { hint: hint.slice(0, 500) }),
    })),
  };
}
