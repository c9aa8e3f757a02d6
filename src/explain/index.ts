import { approvalClasses } from '../model/approval.ts';
import { didYouMean } from '../model/nearest.ts';
import { approvalPage } from './approval.ts';
import { errorCodes, errorPage, families, familyNamed, familyOf, isOfFamily } from './errors.ts';
import { findPage } from './find.ts';
import type { KindPage } from './kind.ts';
import { fieldPage } from './page.ts';
import { facts, fieldSections, kindSections, titled, type Section } from './sections.ts';

/** What `explain` found: the page for people and its value for programs, or why there is none. */
export type Explained =
  | { readonly is: 'page'; readonly page: readonly Section[]; readonly value: object }
  | { readonly is: 'nothing'; readonly message: string };

/** Finds the page that a query names: none for the list of kinds, `Key.rotation`, `policy.sid`, `aws`. */
export function explain(
  query: string | undefined,
  pages: readonly KindPage[],
  recursive: boolean,
): Explained {
  if (query === undefined) return listOf(pages);
  const approval = approvalClasses.find((one) => one === query.toLowerCase());
  if (approval !== undefined) {
    const page = approvalPage(approval);
    const { class: of, means, releases } = page;
    return {
      is: 'page',
      page: [
        facts(['approval', of]),
        titled('Meaning', { prose: means }),
        titled('Released by', { prose: releases }),
      ],
      value: { approval: page },
    };
  }
  if (meansError(query, pages)) return errorOf(query.toLowerCase());
  const found = findPage(query, pages);
  switch (found.is) {
    case 'nothing':
      return found;
    case 'kind':
    case 'part': {
      const part = found.is === 'part' ? found.part : undefined;
      const page = kindSections(found.page, part, recursive);
      return { is: 'page', page, value: { page: kindValue(found.page) } };
    }
    case 'field': {
      const field = fieldPage(found.page, found.field, found.parents);
      return {
        is: 'page',
        page: fieldSections(field, recursive, found.note ?? found.page.notes?.get(found.field.path)),
        value: { field },
      };
    }
  }
}

/**
 * Returns true if a query means an error. The files of the operator are called as the errors about them. A code is an
 * error, `daemon.*` all of them.
 */
function meansError(query: string, pages: readonly KindPage[]): boolean {
  const word = query.toLowerCase();
  if (errorCodes.some((code) => code === word) || word.endsWith('.*')) return true;
  return isOfFamily(word) && !pages.some(({ kind }) => kind.toLowerCase() === familyOf(word));
}

/** Lists all kinds with a sentence each. */
function listOf(pages: readonly KindPage[]): Explained {
  const terms = pages.map(({ kind, summary }) => [kind, summary] as const);
  const prose =
    'reconcile explain KIND lists its fields, KIND.field explains one field, and an error code its meaning and fix.';
  return {
    is: 'page',
    page: [{ body: [{ terms, beside: true }] }, { body: [{ prose }] }],
    value: { kinds: pages.map(({ kind, summary }) => ({ kind, summary })) },
  };
}

/** Explains one error code, or all of a family with a sentence each. */
function errorOf(word: string): Explained {
  const code = errorCodes.find((one) => one === word);
  if (code !== undefined) {
    const page = errorPage(code);
    return {
      is: 'page',
      page: [
        facts(
          ['error', code],
          ['class', `${page.class}, ${page.treatment}`],
          ['exit', `${String(page.exit)}, ${page.exitMeaning}`],
        ),
        titled('Meaning', { prose: `${page.means}.` }),
        titled('Fix', { prose: `${page.hint.slice(0, 1).toUpperCase()}${page.hint.slice(1)}.` }),
      ],
      value: { errors: [page] },
    };
  }
  const family = familyNamed(word);
  if (family === undefined)
    return { is: 'nothing', message: `unknown error code ${word}${didYouMean(word, errorCodes)}` };
  const of = errorCodes.filter((one) => familyOf(one) === family).map(errorPage);
  return {
    is: 'page',
    page: [
      facts(['errors', `${family}.*`]),
      titled('Description', { prose: families[family] }),
      titled('Codes', { terms: of.map((one) => [one.code, `${one.means}.`]), beside: false }),
    ],
    value: { errors: of },
  };
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
