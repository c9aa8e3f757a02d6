import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandsIn, pages, root, textOf } from '../recipes/commands.ts';
import { createPlace } from './place.ts';
import { replay, sectionsOf } from './pages.ts';

/** Why a command of a page is only read (test/recipes) and not run here. */
const onlyRead: readonly { readonly command: RegExp; readonly why: string }[] = [
  { command: /\b[A-Z]{4,}\b/u, why: 'names what only the reader knows' },
  {
    command: /^(?:daemon|accept-baseline|plans)\b/u,
    why: 'is or asks a daemon: test/e2e/cli-decide.test.ts',
  },
  { command: /^init$/u, why: 'writes where there is nothing yet: test/recovery/production.test.ts' },
];

it('runs every other command of the pages on an estate that stands', async () => {
  const shown = pages
    // The commands of production.md are followed from an empty repository.
    .filter((page) => page !== 'docs/production.md')
    .flatMap((page) => commandsIn(textOf(page)))
    .filter(({ words, isReplayed }) => !isReplayed && !onlyRead.some(({ command }) => command.test(words)));
  // `start` ends what `stop` ordered.
  const commands = [...new Set(shown.map(({ words }) => words)), 'start'].filter(
    (words, at, all) => all.lastIndexOf(words) === at,
  );
  expect(commands.length).toBeGreaterThan(5);
  const place = await createPlace();
  await replay(sectionsOf(join(root, 'docs/disaster-recovery.md')).first, place);
  for (const words of commands)
    expect(await place.said(`reconcile ${words}`), words).not.toContain('# exit code');
});
