import { hasErrors, type Span } from '../../model/diagnostic.ts';
import { reasons, type ReasonCode } from '../../model/reasons.ts';
import { reviewRule, type ReviewCode } from '../../model/review.ts';
import type { Display, Risky } from '../display/display.ts';
import { rankOf } from '../display/risky.ts';
import { riskyRows, type RiskyRow } from '../human/risky.ts';
import { stackChangeBlocks } from '../human/stack-change.ts';
import { unwrapped } from '../markdown/look.ts';
import { diagnosticFinding } from './diagnostics.ts';
import type { Finding, Rule } from './finding.ts';
import type { Places } from './places.ts';
import { sarifLog, type SarifOptions } from './log.ts';

export interface PlanSarifOptions extends SarifOptions {
  readonly places: Places;
}

/**
 * Renders what a reviewer of a plan must not overlook as a SARIF log, at the manifest that causes it. Danger and loss
 * are errors, what waits is a warning, the rest are notes.
 */
export function planSarif(display: Display, options: PlanSarifOptions): string {
  const { risky, sections, diagnostics } = display;
  const { places } = options;
  const sectionOf = Map.groupBy(sections, ({ address }) => address);
  const rows = risky.flatMap((one) =>
    riskyRows({ risky: [one], sections: sectionOf.get(one.address) ?? [] }).map((row) =>
      reviewFinding(one, row, places.ofRow(one)),
    ),
  );
  const found = [
    ...stackFindings(display, places),
    ...openedFindings(display, places),
    ...rows,
    ...diagnostics.map(diagnosticFinding),
  ];
  return sarifLog(found, !hasErrors(diagnostics), options);
}

function reviewFinding(one: Risky, row: RiskyRow, span: Span | undefined): Finding {
  const { names, does, why, release, loses, whyFirst } = row;
  const acts = `${names.join(', ')} ${does}`;
  return {
    rule: ruleOf(one),
    level: loses ? 'error' : one.state === 'released' || one.state === 'kept' ? 'note' : 'warning',
    message: whyFirst ? `${why}: ${acts}` : `${acts}: ${why}`,
    advice: sentence(release),
    span,
    address: one.address,
  };
}

/** Takes the most dangerous of what a row is; what only waits has its reason. */
function ruleOf({ first, classes, state, reason = 'waits-for-approval' }: Risky): Rule {
  const ranked = [
    ...(first === undefined ? [] : [{ code: first, rank: rankOf({ first, classes: [], state }) }]),
    ...classes.map((one) => ({ code: one, rank: rankOf({ classes: [one], state }) })),
  ].toSorted((a, b) => a.rank - b.rank);
  const [worst] = ranked;
  return worst === undefined ? reasonRule(reason) : codeRule(worst.code);
}

function codeRule(code: ReviewCode): Rule {
  return { id: `review.${code}`, page: `reasons.md#review.${code}`, ...reviewRule(code) };
}

function reasonRule(reason: ReasonCode): Rule {
  const means = reasons[reason];
  return {
    id: `reason.${reason}`,
    means,
    help: 'The result says how to proceed.',
    page: `reasons.md#reason.${reason}`,
  };
}

/** Tells what the commit loosens and drops: nothing of it runs before a person accepts it. */
function stackFindings({ stackChange }: Display, places: Places): readonly Finding[] {
  if (stackChange === undefined) return [];
  const { loosened } = stackChange;
  return stackChangeBlocks(stackChange, { clip: unwrapped.clip }).flatMap(({ of, title, rows, release }) =>
    rows.map((row, index) => {
      const one = of === 'loosen' ? loosened[index] : undefined;
      return {
        rule: codeRule(of),
        level: 'warning',
        message: `${title} ${row}`,
        advice: sentence(release),
        span: places.ofPath(one?.address, one?.path ?? ''),
        address: one?.address,
        path: one?.path,
      };
    }),
  );
}

/** Tells what somebody opened after its manifest was deleted. */
function openedFindings({ orphans }: Display, places: Places): readonly Finding[] {
  const rule = codeRule('opened');
  return orphans.flatMap(({ address, opened = [] }) =>
    opened.map((what) => ({
      rule,
      level: 'error',
      message: `${address} ${what}`,
      advice: rule.help,
      span: places.ofPath(address, ''),
      address,
    })),
  );
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
