import { commands } from '../../src/cli/grammar/commands.ts';
import { code, madeBy, md, page, sentence, table } from './markdown.ts';

const all = [0, 1, 2, 3] as const;

/** What the commands exit with. */
export function exitCodesDocument(): string {
  return page([
    '# Exit codes',
    madeBy,
    table(
      ['Code', 'Meaning'],
      [
        ['0', 'Done, or nothing to do.'],
        [
          '1',
          'An error: something failed, could not be read, was refused or makes no sense. What could not be read is an error, so that nobody takes half a plan for a whole one.',
        ],
        [
          '2',
          'Of `plan` and `status`: there are changes, the commit loosens the Stack, a tag `keywright:hold` appeared, or AWS does not show a recent write yet. A script that asks “is there drift?” reads 0 and 2.',
        ],
        [
          '3',
          'Of a run that applies: all else is done, and something waits for a person or for AWS: a step, or a Stack that nobody accepted. Nothing is broken.',
        ],
      ],
    ),
    'Where several things happened, the gravest counts: 1 before 3 before 0. Each error code has its own exit code: [errors.md](errors.md).',
    '## By command',
    table(
      ['Command', ...all.map(String)],
      commands.map(({ name, exits }) => {
        const meanings: Readonly<Record<number, string>> = exits;
        return [code(`reconcile ${name}`), ...all.map((exit) => cell(meanings[exit], exit))];
      }),
    ),
    'The first Ctrl-C or TERM ends all waiting of a run that applies within a second. Calls in flight have 7 seconds to finish; after that their answers count as lost and their intents stay open. The second ends it at once with 130, and the next run completes what was open. A HUP does the same as the first; the program receives it too when the launcher is killed.',
    'If standard output cannot be written, say on a full disk, an apply goes on to its end, and the exit code is 1: the result is incomplete. A reader that stops reading, as in `reconcile plan | head`, changes no exit code.',
  ]);
}

/** 1 means an error everywhere. */
function cell(meaning: string | undefined, exit: number): string {
  if (meaning !== undefined) return md(sentence(meaning));
  return exit === 1 ? 'An error.' : '';
}
