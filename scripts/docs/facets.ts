import type { FacetPage } from '../../src/explain/facet.ts';
import { codes, ended, list, md, page } from './markdown.ts';

/** How each part of a kind is compared and put right, in the order in which the parts are written. */
export function facetChapters(facets: readonly FacetPage[]): string {
  return page(facets.map(facetChapter));
}

function facetChapter(facet: FacetPage): string {
  const fields = facet.paths.map((path) => path.slice(1).replaceAll('/', '.'));
  return page([
    `### <a id="part-${facet.name}"></a>Part ${facet.name}`,
    md(facet.about),
    list([
      fields.length === 0 ? 'No field says it: it holds for every one.' : `Fields: ${codes(fields)}.`,
      `Compared ${md(facet.compared)}.`,
      `Drift is put right ${md(facet.repaired)}.`,
      facet.approval === undefined
        ? 'A change in Git needs no approval.'
        : `A change in Git needs approval for ${md(ended(facet.approval))}`,
      `Read by ${codes(facet.reads)}, written by ${codes(facet.writes)}${facet.atBirth ? ', and by the call that makes it' : ''}.`,
    ]),
  ]);
}
