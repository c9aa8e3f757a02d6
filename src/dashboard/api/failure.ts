import type { Failure } from './client.ts';

export interface FailureWords {
  readonly title: string;
  readonly text: string;
  readonly hint?: string;
}

/** Says a failure in words: what is wrong, and what helps. */
export function failureWords(failure: Failure): FailureWords {
  if (failure.is === 'unreachable')
    return { title: 'The daemon does not answer', text: 'The page tries again automatically.' };
  const { title, detail, status, requestId, hint: own } = failure.problem;
  const logged = `Look for the request ID ${requestId ?? ''} in the log of the daemon.`;
  const hint = status === 500 && requestId !== undefined ? logged : own;
  return { title, text: sentence(detail), ...(hint === undefined ? {} : { hint }) };
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/u.test(whole) ? whole : `${whole}.`;
}
