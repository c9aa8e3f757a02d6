import { approvalClasses } from '../model/approval.ts';
import { didYouMean } from '../manifest/nearest.ts';
import type { Look } from '../report/text/style.ts';
import { approvalPage, approvalText } from './approval-text.ts';
import { errorText, familyText } from './error-text.ts';
import { errorCodes, errorPage, familyNamed, familyOf, isOfFamily } from './errors.ts';
import { findPage } from './find.ts';
import { kindText, listText } from './kind-text.ts';
import type { KindPage } from './kind.ts';
import { fieldPage } from './page.ts';
import { block, fieldText, fieldTree, headOf, row } from './text.ts';

/** What `explain` found: the page for people and its value for programs, or why there is none. */
export type Explained =
  | { readonly is: 'page'; readonly lines: readonly string[]; readonly value: object }
  | { readonly is: 'nothing'; readonly message: string };

/** The page that a query names: none for the list of kinds, `Key.rotation`, `policy.sid`, `aws`. */
export function explain(
  query: string | undefined,
  pages: readonly KindPage[],
  { recursive, look }: { readonly recursive: boolean; readonly look: Look },
): Explained {
  if (query === undefined) {
    return {
      is: 'page',
      lines: listText(pages, look),
      value: { kinds: pages.map(({ kind, summary }) => ({ kind, summary })) },
    };
  }
  const approval = approvalClasses.find((one) => one === query.toLowerCase());
  if (approval !== undefined) {
    const page = approvalPage(approval);
    return { is: 'page', lines: approvalText(page, look), value: { approval: page } };
  }
  if (isOfFamily(query)) return errorOf(query.toLowerCase(), look);
  const found = findPage(query, pages);
  switch (found.is) {
    case 'nothing':
      return found;
    case 'kind':
    case 'part': {
      const { page } = found;
      const part = found.is === 'part' ? found.part : undefined;
      return { is: 'page', lines: kindText(page, part, recursive, look), value: { page: kindValue(page) } };
    }
    case 'field': {
      const page = fieldPage(found.page, found.field, found.parents);
      const lines = recursive
        ? [
            ...headOf(page.kind, look),
            '',
            ...row('FIELD', `${page.path} ${page.type}`, look),
            ...block('FIELDS', fieldTree(page.fields, look), look),
          ]
        : fieldText(page, look, found.note);
      return { is: 'page', lines, value: { field: page } };
    }
  }
}

function errorOf(word: string, look: Look): Explained {
  const code = errorCodes.find((one) => one === word);
  if (code !== undefined)
    return { is: 'page', lines: errorText(code, look), value: { errors: [errorPage(code)] } };
  const family = familyNamed(word);
  if (family !== undefined) {
    const of = errorCodes.filter((one) => familyOf(one) === family);
    return { is: 'page', lines: familyText(family, look), value: { errors: of.map(errorPage) } };
  }
  return { is: 'nothing', message: `there is no error code ${word}${didYouMean(word, errorCodes)}` };
}

function kindValue(page: KindPage): object {
  const { kind, summary, resource, facets } = page;
  return {
    kind,
    summary,
    resource,
    facets,
    metadata: page.metadata.map((field) => fieldPage(page, field)),
    spec: page.spec.map((field) => fieldPage(page, field)),
  };
}
