/**
 * A step that writes a facet has the facet's name. Where one facet needs several writes, the one that only narrows
 * drift ends in `:narrow`, and the one that takes away what Git takes away in `:contract`.
 */
const ending = /:(?:narrow|contract)$/u;

/** The facet of a step, by the name or the id of the step. */
export function facetNameOf(step: string): string {
  return step.replace(ending, '');
}

/** The step that narrows the drift of the facet which another step writes. */
export function narrowingOf(step: string): string {
  return `${facetNameOf(step)}:narrow`;
}
