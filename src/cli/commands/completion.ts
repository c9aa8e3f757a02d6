import { kinds } from '../../kinds/index.ts';
import { stackKind } from '../../kinds/stack/index.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import type { Io } from '../io.ts';
import { loadManifests } from '../manifests.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

/** Prints what a shell asks for. Exit: 0 printed, 1 there is no such shell. */
export async function completion({ args }: Invocation, io: Io): Promise<number | Refused> {
  const [what = ''] = args;
  const text = await printed(what, io);
  if (text === undefined)
    return refused(
      'cli.usage',
      `there is no completion for ${JSON.stringify(what)}`,
      'one of bash, zsh, fish',
    );
  io.terminal.out(text);
  return 0;
}

async function printed(what: string, io: Io): Promise<string | undefined> {
  switch (what) {
    case 'bash':
      return bashCompletion();
    case 'zsh':
      return zshCompletion();
    case 'fish':
      return fishCompletion();
    case 'addresses': {
      // While somebody types, manifests are often not valid: then nothing is offered.
      const loaded = await loadManifests([], io);
      return loaded.is === 'ok' ? lines([...loaded.stack.resources.keys()]) : '';
    }
    case 'kinds':
      return lines([stackKind.kind, ...kinds.map(({ kind }) => kind)].toSorted(byCodeUnit));
    default:
      return undefined;
  }
}

function lines(words: readonly string[]): string {
  return words.map((word) => `${word}\n`).join('');
}
