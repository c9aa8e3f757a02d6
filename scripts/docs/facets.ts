import type { FacetPage } from '../../src/explain/facet.ts';
import { facetSections } from '../../src/explain/sections.ts';
import { codes, md, page } from './markdown.ts';
import { bullets } from './sections.ts';

/** Describes how each part of a kind is compared and repaired, in the order in which the parts are written. */
export function facetChapters(facets: readonly FacetPage[]): string {
  return page(facets.map(facetChapter));
}

function facetChapter(facet: FacetPage): string {
  const fields = facet.paths.map((path) => path.slice(1).replaceAll('/', '.'));
  return page([
    `### <a id="part-${facet.name}"></a>Part ${facet.name}`,
    md(facet.about),
    fields.length === 0
      ? 'No field sets this part; every resource of the kind has it.'
      : `Fields: ${codes(fields)}.`,
    bullets(facetSections(facet)),
  ]);
}
