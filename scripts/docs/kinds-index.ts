import type { KindPage } from '../../src/explain/kind.ts';
import { fieldPage } from '../../src/explain/page.ts';
import { fieldChapters } from './fields.ts';
import { fileOf, madeBy, md, page, table } from './markdown.ts';

/** The list of kinds, and what holds for all of them. */
export function kindsIndex(kinds: readonly KindPage[]): string {
  const any = kinds.find(({ resource }) => resource !== undefined);
  return page([
    '# Kinds',
    madeBy,
    'A manifest is a YAML document with `apiVersion: keywright.dev/v1`, `kind`, `metadata` and `spec`; a file may hold several, parted by `---`. A set of manifests has one `Stack` and any number of resources. A resource is known by its kind and name: `Key/customer-data` is its address.',
    table(
      ['Kind', 'What it is'],
      kinds.map(({ kind, summary }) => [`[${kind}](${fileOf(kind)}.md)`, md(summary)]),
    ),
    '`reconcile explain` tells the same at the command line, and `reconcile schema` prints the JSON Schemas that give an editor completion.',
    '## What holds for all of them',
    [
      '- **Left out means not managed.** What a manifest does not say stays in AWS as it is, and is not compared.',
      '- **`null` means the default of AWS**, where the page of the field says so; else it is refused.',
      '- **Sets are exact**: what the manifest does not list is taken out. Tags are owned one by one: those of others are never touched.',
      '- **References**: where AWS takes a name or an ARN, a manifest takes it, or `{ ref: Key/customer-data }`. In policies `${Key/customer-data.arn}` is filled in, and `${account.id}`, `${region}` and `${partition}`.',
      '- **A name or field that does not exist is an error**, with its line and the nearest that does.',
    ].join('\n'),
    '## Metadata',
    'Of every kind but the Stack, whose [page](stack.md) tells its own.',
    any === undefined ? '' : fieldChapters(any.metadata.map((field) => fieldPage(any, field))),
  ]);
}
