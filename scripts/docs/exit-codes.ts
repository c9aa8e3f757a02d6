import { commands } from '../../src/cli/grammar/commands.ts';
import { code, madeBy, md, page, sentence, table } from './markdown.ts';

const all = [0, 1, 2, 3] as const;

/** Lists the exit codes of each command. */
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
          'An error: something failed, could not be read, was refused or is invalid. An unreadable resource is an error, so that nobody takes an incomplete plan for a complete one.',
        ],
        [
          '2',
          'From `plan` and `status`: there are changes, the commit loosens the Stack, a tag `keywright:hold` appeared, or AWS does not show a recent write yet. A script that checks for drift reads 0 and 2.',
        ],
        [
          '3',
          'From a run that applies: a step waits for approval or AWS, or the Stack waits to be accepted. Everything else is done, and nothing is broken.',
        ],
      ],
    ),
    'If several apply, the most severe counts: 1 before 3 before 0. Each error code has its own exit code: [errors.md](errors.md).',
    '## By command',
    table(
      ['Command', ...all.map(String)],
      commands.map(({ name, exits }) => {
        const meanings: Readonly<Record<number, string>> = exits;
        return [code(`reconcile ${name}`), ...all.map((exit) => cell(meanings[exit], exit))];
      }),
    ),
    'In a run that applies, the first Ctrl-C or TERM ends all waiting within a second. Calls in flight have 7 seconds to finish; then their answers count as lost and their intents stay open. The second one aborts the run with exit code 130, and the next run completes the open intents. HUP acts like the first Ctrl-C; the program also receives it when the launcher is killed.',
    'If standard output cannot be written, for example on a full disk, an apply runs to its end and exits with 1, because its output is incomplete. A reader that stops early, as in `reconcile plan | head`, does not change the exit code.',
  ]);
}

/** Fills a cell with the meaning of an exit code: 1 means an error everywhere. */
function cell(meaning: string | undefined, exit: number): string {
  if (meaning !== undefined) return md(sentence(meaning));
  return exit === 1 ? 'An error.' : '';
}
