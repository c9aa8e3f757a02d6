import { minute, type Duration } from '../../../model/instant.ts';
import { oneLine } from '../../../model/one-line.ts';
import type { Commands } from '../../../runtime/commands.ts';
import { trouble } from '../refusals.ts';
import { always, configured, nothingElse } from './hardening.ts';
import type { Failed } from './failed.ts';

/** One run of git on the copy of a repository. */
export interface GitRun {
  readonly args: readonly string[];
  readonly input?: string;
  /** How much it may print; without it a few lines. */
  readonly mostBytes?: number;
  readonly mostFileBytes?: number;
  readonly timeout?: Duration;
  /** Settings besides those of every run, as `section.name`. They never stand on the command line, which others see. */
  readonly config?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export type GitEnd =
  | { readonly is: 'ended'; readonly code: number; readonly output: Uint8Array; readonly errors: string }
  | Failed;

/** Runs git, and nothing that a person or a machine has configured for it. */
export type Git = (run: GitRun, signal: AbortSignal) => Promise<GitEnd>;

export interface GitPlace {
  /** The bare repository. */
  readonly repository: string;
  /** An empty directory. */
  readonly home: string;
  /** Where git and ssh-keygen put what they need for a moment. */
  readonly temporary: string;
}

export interface GitPrograms {
  /** The directories of programs. */
  readonly path: string;
  readonly git: string;
}

/** Makes git of a port. The environment is made of nothing (authority.md §5.26). */
export function gitOf(commands: Commands, programs: GitPrograms, place: GitPlace): Git {
  return async (run, signal) => {
    const end = await commands.run(
      {
        program: programs.git,
        args: [`--git-dir=${place.repository}`, ...run.args],
        environment: {
          ...nothingElse,
          PATH: programs.path,
          HOME: place.home,
          TMPDIR: place.temporary,
          ...run.environment,
          ...configured({ ...always, ...run.config }),
        },
        mostBytes: run.mostBytes ?? 64 * 1024,
        timeout: run.timeout ?? 2 * minute,
        ...(run.input === undefined ? {} : { input: run.input }),
        ...(run.mostFileBytes === undefined ? {} : { mostFileBytes: run.mostFileBytes }),
      },
      signal,
    );
    switch (end.is) {
      case 'ended':
        return end;
      case 'missing':
        return { failed: trouble('source.git', `${programs.git} cannot be run: ${end.why}`) };
      case 'killed':
        return { failed: killed(end.why, run, end.errors) };
    }
  };
}

function killed(
  why: 'timeout' | 'too-much-output' | 'aborted' | 'signal',
  { args, timeout = 2 * minute }: GitRun,
  errors: string,
): Failed['failed'] {
  const what = `git ${args[0] ?? ''}`;
  switch (why) {
    case 'timeout':
      return trouble(
        'source.unreachable',
        `${what} took longer than ${String(timeout / 1000)} s and was stopped`,
      );
    case 'too-much-output':
      return trouble('source.too-large', `${what} printed too much output and was stopped`);
    case 'aborted':
      return trouble('source.unreachable', `${what} was stopped`);
    case 'signal':
      return trouble('source.unreachable', oneLine(`${what} was killed: ${errors}`));
  }
}
