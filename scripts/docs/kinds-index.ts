import type { KindPage } from '../../src/explain/kind.ts';
import { fieldPage } from '../../src/explain/page.ts';
import { fieldChapters } from './fields.ts';
import { fileOf, madeBy, md, page, table } from './markdown.ts';

/** Lists the kinds and the rules that apply to all of them. */
export function kindsIndex(kinds: readonly KindPage[]): string {
  const any = kinds.find(({ resource }) => resource !== undefined);
  return page([
    '# Kinds',
    madeBy,
    'A manifest is a YAML document with `apiVersion: keywright.dev/v1`, `kind`, `metadata` and `spec`; a file may hold several documents, separated by `---`. A set of manifests has one `Stack` and any number of resources. The address of a resource is its kind and name, such as `Key/customer-data`.',
    table(
      ['Kind', 'What it is'],
      kinds.map(({ kind, summary }) => [`[${kind}](${fileOf(kind)}.md)`, md(summary)]),
    ),
    '`reconcile explain` prints the same at the command line. `reconcile schema` prints the JSON Schemas, which give an editor completion.',
    '## Rules for all kinds',
    [
      '- **Left out means not managed.** A field that a manifest leaves out stays in AWS as it is, and is not compared. One exception is reported and not changed: a key policy that lets in an untrusted account.',
      '- **`null` means the default of AWS**, if the page of the field says so. Otherwise it is refused.',
      '- **Sets are exact**: entries that the manifest does not list are removed. Each tag has its own owner: Keywright never touches the tags of others.',
      '- **References**: where AWS takes a name or an ARN, a manifest takes the same, or `{ ref: Key/customer-data }`. Policies may use `${Key/customer-data.arn}`, `${account.id}`, `${region}` and `${partition}`.',
      '- **An unknown name or field is an error**, with its line and the nearest known name.',
    ].join('\n'),
    '## Metadata',
    'These fields apply to every kind except the Stack, which has [its own](stack.md).',
    any === undefined ? '' : fieldChapters(any.metadata.map((field) => fieldPage(any, field))),
  ]);
}
