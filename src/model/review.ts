import { approvalMeanings, optionsFor, type ApprovalClass } from './approval.ts';

/** What a person must know about a step beyond its classes, and of what has no step. */
const findings = {
  'open-under-hold': {
    means: 'Access that only a change outside Git gave stays open, because a hold stops its removal.',
    help: 'End the hold, or remove the access by hand.',
  },
  'removes-hostile': {
    means: 'The step removes access that only a change outside Git gave.',
    help: 'Find out who gave the access. To keep it, declare it in a manifest.',
  },
  foreign: {
    means: 'Access that somebody gave by hand stays.',
    help: 'Remove the access by hand, or declare it in a manifest.',
  },
  lost: {
    means: 'The step recreates a resource that was deleted outside Git, and its content is lost.',
    help: 'Find out who deleted it. Restore the content from a backup.',
  },
  reverts: {
    means: 'The step reverts a change outside Git that endangers access or data.',
    help: 'Find out who made the change, and why.',
  },
  stays: {
    means: 'Access that only a change outside Git gave stays open until the step.',
    help: 'Approve the step, or remove the access by hand.',
  },
  takes: {
    means: 'Somebody loses access.',
    help: 'Check that nobody needs this access.',
  },
  gives: {
    means: 'A trusted principal gets access to what exists already.',
    help: 'Check that the principal needs this access.',
  },
  affects: {
    means: 'The change asks something of those who use the resource.',
    help: 'Check that they are ready for it.',
  },
  opened: {
    means: 'Somebody opened access to a resource whose manifest was deleted.',
    help: 'Remove the access by hand, or declare the resource again.',
  },
} as const;

export type ReviewCode = keyof typeof findings | ApprovalClass;

/** Tells what a code of the review list means and what to do: codes are stable, for programs and code scanning. */
export function reviewRule(code: ReviewCode): { readonly means: string; readonly help: string } {
  if (isFinding(code)) return findings[code];
  return {
    means: approvalMeanings[code],
    help: `Read what it says. To approve: a typed yes, or ${optionsFor([code])}.`,
  };
}

/** The codes of the review list that are no class of approval. */
export const reviewFindings = Object.keys(findings).filter(isFinding);

function isFinding(code: string): code is keyof typeof findings {
  return code in findings;
}
