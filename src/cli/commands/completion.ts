import { scripts } from '../completion/scripts.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

/** Prints the script of a shell. Exit: 0 printed, 1 there is no such shell. */
export function completion({ args: [shell = ''] }: Invocation, io: Io): number | Refused {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined)
    return refused(
      'cli.usage',
      `no completion script exists for ${JSON.stringify(shell)}`,
      `use one of ${Object.keys(scripts).join(', ')}`,
    );
  io.terminal.out(script);
  return 0;
}
