import { kinds } from '../kinds/index.ts';
import { didYouMean } from '../model/nearest.ts';
import { isKind } from '../report/display/resources.ts';
import type { View } from '../report/display/view.ts';
import type { Options } from './options.ts';
import { refused, type Refused } from './refused.ts';

type Asked = Pick<Options, 'only' | 'kind' | 'name' | 'label' | 'summary' | 'output'>;

export function viewOf({ only, kind, name, label }: Asked): View {
  return { only, kinds: kind, names: name, labels: label };
}

/** Refuses a view that shows nothing it was meant to: a kind that is none, and a part of what programs read. */
export function viewRefusal(options: Asked): Refused | undefined {
  const { only, kind, name, label, summary, output } = options;
  const unknown = kind.find((one) => !kinds.some((each) => isKind(one, each.kind)));
  if (unknown !== undefined) {
    const names = kinds.map((each) => each.kind);
    return refused(
      'cli.usage',
      `there is no kind '${unknown}'${didYouMean(unknown, names)}`,
      'reconcile explain lists the kinds',
    );
  }
  const isPart = summary === true || [only, kind, name, label].some((list) => list.length > 0);
  if ((output !== 'json' && output !== 'sarif') || !isPart) return undefined;
  return refused(
    'cli.usage',
    `-o ${output} always has all resources: --summary, --only, --kind, --name and --label are for people`,
    'leave these options out and filter the output, or list resources: reconcile get -l NAME=VALUE -o json',
  );
}

/** Above so many resources a terminal gets a summary. */
const largest = 200;

/** Tests whether the result is a summary: as asked, and of what is large on a terminal. */
export function detailOf(
  { summary, output }: Pick<Options, 'summary' | 'output'>,
  count: number,
  isTerminal: boolean,
): 'full' | 'summary' {
  const isSummary = summary ?? (output === 'human' && isTerminal && count > largest);
  return isSummary ? 'summary' : 'full';
}
