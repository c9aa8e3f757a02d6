import type { Display, FoundByTags } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { mainId } from './ids.ts';

/** Tells who may already use what only its tags show to be ours. A person looks before anything is put under it. */
export function foundLines({ foundByTags = [] }: Display, look: Look): readonly string[] {
  if (foundByTags.length === 0) return [];
  return [
    look.style('bold', 'Found by their tags (not in any journal or record; check who can use them):'),
    ...foundByTags.flatMap(oneFound),
  ];
}

function oneFound({ address, ids, policy, grants }: FoundByTags): readonly string[] {
  const id = mainId(ids)?.value;
  return [
    `  # ${address} was found by its tags${id === undefined ? '' : `: ${id}`}`,
    ...valueLines('policy', policy),
    ...(grants.length === 0 ? ['      no grants'] : grants.flatMap((grant) => valueLines('grant', grant))),
  ];
}

function valueLines(name: string, value: FoundByTags['policy']): readonly string[] {
  const [first = '', ...rest] = JSON.stringify(value, null, 2).split('\n').map(visible);
  return [`      ${name}: ${first}`, ...rest.map((line) => `      ${line}`)];
}
