import { approvalMeanings, optionsFor, releasableClasses, type ApprovalClass } from '../model/approval.ts';
import type { Look } from '../report/text/style.ts';
import { block, prose, row } from './text.ts';

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

/** What a class of approval means, and what releases it. */
export function approvalText(page: ApprovalPage, look: Look): readonly string[] {
  return [
    ...row('APPROVAL', page.class, look),
    ...block('MEANING', prose(page.means, look), look),
    ...block('RELEASED BY', prose(page.releases, look), look),
  ];
}
