import type { Argument, Option } from 'commander';

/** Under which heading help lists a command. */
export type CommandGroup = 'Change AWS' | 'Look' | 'Decide' | 'Write and learn' | 'Tools';

/**
 * One command, as far as it is known without running it. Arguments and options are commander's own: the names of
 * their values say what a shell offers for them (see `../completion/offers.ts`).
 */
export interface CommandDeclaration<Name extends string = string> {
  readonly name: Name;
  /** Other words for it, from tools that a person may know. */
  readonly aliases?: readonly string[];
  readonly group: CommandGroup;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What its own help says below that. */
  readonly details?: string;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  /** At least one: a command line, and what it does. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Exit codes and what they mean; 1 means an error everywhere. */
  readonly exits: Readonly<Record<number, string>>;
}

/** Returns true if the word is the name of the command, or one of its aliases. */
export function isCalled(word: string | undefined, { name, aliases = [] }: CommandDeclaration): boolean {
  return word !== undefined && [name, ...aliases].includes(word);
}
