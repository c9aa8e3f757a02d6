import type { Section } from './display.ts';
import { saidOnce, type Together } from './cause.ts';

type Block = Pick<NonNullable<Section['blocked']>, 'code' | 'why' | 'release'>;

/** Sections as they are shown: one by itself, or several that are blocked by one cause. */
export type ShownSections =
  | { readonly is: 'one'; readonly section: Section }
  | {
      readonly is: 'blocked';
      readonly sections: Together<Section>['items'];
      readonly block: Block;
      readonly notes: readonly string[];
    };

/** Two are short enough to say all of them. */
const fewest = 3;

/** Puts sections together that only say by what they are blocked; each group stands where its first one stood. */
export function shownSections(sections: readonly Section[]): readonly ShownSections[] {
  const groups = saidOnce(
    sections,
    (section) => {
      const { address, ids, verb, notes } = section;
      const block = onlyBlock(section);
      return block === undefined
        ? { address, key: address, texts: [] }
        : { address, ids, key: [verb, block.code], texts: [block.why, block.release, ...notes] };
    },
    fewest,
  );
  return groups.map(({ items, texts }): ShownSections => {
    const [section, ...others] = items;
    const block = onlyBlock(section);
    if (others.length === 0 || block === undefined) return { is: 'one', section };
    const [why = '', release = '', ...notes] = texts;
    return { is: 'blocked', sections: items, block: { code: block.code, why, release }, notes };
  });
}

/**
 * Gives what blocks a resource of which there is nothing else to show. What drifted, and what is dangerous, stands by
 * itself; what would only be created under a cause of others does not.
 */
function onlyBlock({ verb, blocked, steps, lines, unreadable }: Section): Block | undefined {
  if (unreadable.length > 0 || lines.some(({ label }) => label !== undefined)) return undefined;
  if (blocked !== undefined) return lines.length === 0 ? blocked : undefined;
  const [first, ...rest] = steps.map(({ gate }) => gate);
  if (verb !== 'create' || first?.is !== 'blocked' || first.moved !== undefined) return undefined;
  const isSame = rest.every(
    (gate) => gate.is === 'blocked' && gate.why === first.why && gate.code === first.code,
  );
  return isSame && steps.every(({ risks }) => risks.length === 0) ? first : undefined;
}
