import { apiVersion } from '../manifest/envelope.ts';
import type { Tree } from '../model/tree.ts';
import { callWords } from './calls.ts';
import type { FacetPage } from './facet.ts';
import type { KindPage } from './kind.ts';
import { fieldPage, type FieldPage } from './page.ts';
import { adoptWords, identityWords, placeWords, tombstoneWords, vanishWords } from './resource-words.ts';

/** What is said under a name. */
export type Fact = readonly [name: string, text: string];

export type Body =
  | { readonly prose: string }
  | { readonly items: readonly string[] }
  /** As they are written in a manifest. */
  | { readonly values: readonly string[] }
  | { readonly facts: readonly Fact[] }
  /** The fields with their words; or all below them too, without. */
  | { readonly fields: readonly FieldPage[]; readonly recursive: boolean }
  /** Words and what they mean, below each other or side by side. */
  | { readonly terms: readonly Fact[]; readonly beside: boolean }
  | { readonly yaml: Tree };

/** A part of a page as it is meant: how it looks is up to the terminal (`text.ts`) and to docs. */
export interface Section {
  readonly title?: string;
  readonly body: readonly Body[];
}

export function titled(title: string, ...body: readonly Body[]): Section {
  return { title, body };
}

/** Keeps those of the facts that there are. */
export function facts(...all: readonly (readonly [name: string, text: string | undefined])[]): Section {
  return {
    body: [{ facts: all.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])) }],
  };
}

/** Shows one field, as `kubectl explain` would show it, and what AWS has to do with it. */
export function fieldSections(page: FieldPage, recursive: boolean, note?: string): readonly Section[] {
  const head = [headOf(page.kind), facts(['field', `${page.path} ${page.type}`])];
  if (recursive) return [...head, titled('Fields', { fields: page.fields, recursive })];
  const notes = note === undefined ? [] : [{ prose: note }];
  return [
    ...head,
    titled('Description', { prose: page.description }, ...notes),
    ...meaningOf(page),
    ...(page.facet === undefined ? [] : facetSections(page.facet)),
    titled('Fields', { fields: page.fields, recursive }),
    ...(page.inPlace === undefined ? [] : [titled('Example', { yaml: page.inPlace })]),
  ];
}

/**
 * Explains what the value must keep to, what leaving it out, `null` and a change mean. Adds what else may be written.
 */
export function meaningOf(page: FieldPage): readonly Section[] {
  const { values, list, limits, required } = page;
  return [
    titled('Enum', { values }),
    titled('Limits', { items: [...(list === undefined ? [] : [list]), ...limits] }),
    facts(
      ['required', required ? 'yes' : 'no'],
      ['unset', required ? undefined : page.unset],
      ['null', page.ifNull],
      ['changes', page.changes],
      ['also', page.reference],
    ),
  ];
}

/** Explains how a part of a kind is read and written, and how drift in it is put right. */
export function facetSections(facet: FacetPage): readonly Section[] {
  const { reads, writes, atBirth, compared, repaired, approval } = facet;
  return [
    titled(
      'AWS calls',
      {
        facts: [
          ['read by', reads.map(callWords).join(', ')],
          ['written by', writes.map(callWords).join(', ')],
        ],
      },
      ...(atBirth ? [{ prose: 'Set by the create call.' }] : []),
    ),
    {
      title: 'Drift',
      ...facts(
        ['compared', compared],
        ['drift reverted', repaired],
        ['approval', approval === undefined ? undefined : `for ${approval}`],
      ),
    },
  ];
}

const partWords = {
  metadata: 'The name and location of the resource, and how Keywright handles it.',
  spec: 'The desired state. Unset fields are not managed.',
} as const;

/** Shows a kind, or one of its two parts, with the fields of it. With `recursive` shows all of them, one a line. */
export function kindSections(
  page: KindPage,
  part: keyof typeof partWords | undefined,
  recursive: boolean,
): readonly Section[] {
  const fieldsOf = (one: keyof typeof partWords): Body => ({
    fields: page[one].map((field) => fieldPage(page, field)),
    recursive,
  });
  if (part !== undefined)
    return [
      headOf(page.kind),
      facts(['field', `${part} <Object>`]),
      titled('Description', { prose: partWords[part] }),
      titled('Fields', fieldsOf(part)),
    ];
  const names = page.metadata.map(({ name }) => name).join(', ');
  const metadata = { prose: `${names}: see reconcile explain ${page.kind}.metadata` };
  return [
    headOf(page.kind),
    titled('Description', { prose: page.summary }),
    ...resourceSections(page),
    titled('Fields of metadata', recursive ? fieldsOf('metadata') : metadata),
    titled('Fields of spec', fieldsOf('spec')),
  ];
}

/** Explains whose a thing is, where it is, what others may name of it, and how it goes. Says nothing of the Stack. */
export function resourceSections(page: KindPage): readonly Section[] {
  const { kind, resource } = page;
  if (resource === undefined) return [];
  const gives = resource.attributes.map((name) => `\${${kind}/name.${name}}`).join(', ');
  return [
    facts(
      ['whose', `${identityWords(resource)} ${adoptWords(resource)}`],
      ['place', placeWords(page)],
      ['gives', gives === '' ? undefined : gives],
    ),
    titled('When its manifest is deleted', { prose: vanishWords(resource) }),
    titled('Deletion', { prose: tombstoneWords(resource) }),
  ];
}

function headOf(kind: string): Section {
  return facts(['kind', kind], ['version', apiVersion]);
}
