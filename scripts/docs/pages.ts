import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allPages } from '../../src/explain/kind.ts';
import { kinds } from '../../src/kinds/index.ts';
import { stackKind } from '../../src/kinds/stack/index.ts';
import { apiPage } from './api.ts';
import { cliPage } from './cli.ts';
import { daemonSettingsPage } from './daemon-settings.ts';
import { errorsDocument } from './errors.ts';
import { examplesPage, examplesWithoutOpening } from './examples.ts';
import { exitCodesDocument } from './exit-codes.ts';
import { reasonsDocument } from './reasons.ts';
import { gatesPage } from './gates.ts';
import { kindDocument } from './kind.ts';
import { metricsPage } from './metrics.ts';
import { kindsIndex } from './kinds-index.ts';
import { fileOf } from './markdown.ts';
import { refusalsPage } from './refusals.ts';

/** Lists missing examples of the pages in docs/examples, each as a sentence. */
export function missingExamples(root: string): readonly string[] {
  const folder = join(root, 'docs/examples');
  const kindsWithout = allPages(kinds, stackKind).filter(
    ({ kind }) => !existsSync(join(folder, `${fileOf(kind)}.yaml`)),
  );
  return [
    ...kindsWithout.map(
      ({ kind }) =>
        `write docs/examples/${fileOf(kind)}.yaml: the page of ${kind} shows it, and there is none`,
    ),
    ...examplesWithoutOpening(folder).map(
      (name) =>
        `docs/examples/${name} begins with no comment: its first sentence, with a full stop, stands in the list of examples`,
    ),
  ];
}

/** Makes every page that is made of the source, by path from the root. */
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
    ['docs/api.md', apiPage()],
    ['docs/cli.md', cliPage()],
    ['docs/errors.md', errorsDocument()],
    ['docs/daemon-settings.md', daemonSettingsPage()],
    ['docs/metrics.md', metricsPage()],
    ['docs/gates.md', gatesPage()],
    ['docs/exit-codes.md', exitCodesDocument()],
    ['docs/reasons.md', reasonsDocument()],
    ['docs/refusals.md', refusalsPage()],
  ]);
}
