import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allPages } from '../../src/explain/kind.ts';
import { kinds } from '../../src/kinds/index.ts';
import { stackKind } from '../../src/kinds/stack/index.ts';
import { cliPage } from './cli.ts';
import { errorsDocument } from './errors.ts';
import { examplesPage } from './examples.ts';
import { exitCodesDocument } from './exit-codes.ts';
import { reasonsDocument } from './reasons.ts';
import { gatesPage } from './gates.ts';
import { kindDocument } from './kind.ts';
import { kindsIndex } from './kinds-index.ts';
import { fileOf } from './markdown.ts';

/** Every page that is made of the source, by path from the root. */
export function docsPages(root: string): ReadonlyMap<string, string> {
  const pages = allPages(kinds, stackKind);
  const example = (kind: string): string =>
    readFileSync(join(root, 'docs/examples', `${fileOf(kind)}.yaml`), 'utf8');
  return new Map([
    ['docs/kinds/README.md', kindsIndex(pages)],
    ...pages.map(
      (page) => [`docs/kinds/${fileOf(page.kind)}.md`, kindDocument(page, example(page.kind))] as const,
    ),
    ['docs/examples/README.md', examplesPage(join(root, 'docs/examples'))],
    ['docs/cli.md', cliPage()],
    ['docs/errors.md', errorsDocument()],
    ['docs/gates.md', gatesPage()],
    ['docs/exit-codes.md', exitCodesDocument()],
    ['docs/reasons.md', reasonsDocument()],
  ]);
}
