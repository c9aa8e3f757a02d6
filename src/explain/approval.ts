import { approvalMeanings, optionsFor, releasableClasses, type ApprovalClass } from '../model/approval.ts';

/** One class of approval, as `explain` shows it. */
export interface ApprovalPage {
  readonly class: ApprovalClass;
  readonly means: string;
  /** What releases it. */
  readonly releases: string;
}

export function approvalPage(of: ApprovalClass): ApprovalPage {
  const stack = releasableClasses.some((one) => one === of)
    ? `, or spec.release: [${of}] in an accepted Stack`
    : '';
  return {
    class: of,
    means: approvalMeanings[of],
    releases: `A typed yes, ${optionsFor([of])}${stack}.`,
  };
}
