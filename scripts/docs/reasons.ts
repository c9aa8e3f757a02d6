import { blockReasons, reasons } from '../../src/model/reasons.ts';
import { reviewFindings, reviewRule } from '../../src/model/review.ts';
import { approvalClasses } from '../../src/model/approval.ts';
import { code, madeBy, md, page, table } from './markdown.ts';

/** Lists all reason codes, with the errors that block for each. */
export function reasonsDocument(): string {
  const blocks = Map.groupBy(Object.entries(blockReasons), ([, reason]) => reason as string);
  return page([
    '# Reason codes',
    madeBy,
    'With `-o json`, each item that is blocked, waiting, deferred, not done or unhealthy has two fields: `reason`, one of these codes, and `why`, a sentence. Codes are stable: match on them, never on text. [json-formats.md](json-formats.md) explains the fields.',
    table(
      ['Code', 'Meaning', 'Error codes that block for it'],
      Object.entries(reasons).map(([reason, means]) => [
        `<a id="reason.${reason}"></a>${code(reason)}`,
        md(means),
        (blocks.get(reason) ?? []).map(([error]) => `[${code(error)}](errors.md#${error})`).join(', '),
      ]),
    ),
    '## Review codes',
    '`reconcile plan -o sarif` prints the review list of the plan for code scanning: a result for each item, at the line of its manifest. The most dangerous property of an item is its rule. An item that is only blocked or waiting has the rule `reason.CODE`, with a code of the table above. Danger and loss are errors, waiting items are warnings, the rest are notes. Items without a manifest are at the Stack. Warnings about the manifests keep their [error codes](errors.md).',
    table(
      ['Rule', 'Meaning', 'What to do'],
      [...reviewFindings, ...approvalClasses].map((one) => {
        const { means, help } = reviewRule(one);
        return [`<a id="review.${one}"></a>${code(`review.${one}`)}`, md(means), md(help)];
      }),
    ),
  ]);
}
