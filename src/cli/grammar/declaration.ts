import type { Options } from '../options.ts';

/** What a shell offers for a word. */
export type Completes = 'path' | 'directory' | 'address' | 'kind' | 'nothing';

/** One option: what people read of it, and what it means. Plain data for help, completion and docs. */
export interface OptionDeclaration {
  /** As people write it: `-o, --output <format>`. */
  readonly flags: string;
  /** One line, without a dot at its end. */
  readonly about: string;
  readonly choices?: readonly string[];
  /** What holds without it, as help shows it. */
  readonly fallback?: string;
  /** It may be given several times. */
  readonly repeats?: true;
  /** Long names of options that cannot stand beside it. */
  readonly excludes?: readonly string[];
  readonly completes?: Completes;
  /** What the texts that were given for it mean (none for a switch), or what is wrong with them. */
  read(texts: readonly string[]): Partial<Options> | Wrong;
}

/** A sentence that says what the value should be. */
export interface Wrong {
  readonly wrong: string;
}

export interface ArgumentDeclaration {
  /** As people write it: `[paths...]`, `<address>`. */
  readonly term: string;
  readonly about: string;
  readonly completes: Completes;
  readonly choices?: readonly string[];
}

/** Under which heading help lists a command. */
export type CommandGroup = 'Change AWS' | 'Look' | 'Write and learn' | 'Tools';

/** One command, as far as it can be told without running it. */
export interface CommandDeclaration<Name extends string = string> {
  readonly name: Name;
  readonly group: CommandGroup;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What its own help says below that. */
  readonly details?: string;
  readonly arguments: readonly ArgumentDeclaration[];
  readonly options: readonly OptionDeclaration[];
  /** At least one: a command line, and what it does. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Exit codes and what they mean; 1 means an error everywhere. */
  readonly exits: Readonly<Record<number, string>>;
}

/** `output` of `-o, --output <format>`. */
export function longName(flags: string): string {
  return /--(?:no-)?([a-z][a-z-]*)/u.exec(flags)?.[1] ?? flags;
}
