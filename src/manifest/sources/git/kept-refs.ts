import type { Failed } from './failed.ts';
import type { GitRun } from './run.ts';

/** Runs git and gives what it prints, or why it failed. */
export type Done = (run: GitRun, signal: AbortSignal) => Promise<string | Failed>;

/** Commits that were given or are in use, numbered by age. */
const keptRefs = 'refs/keywright/kept/';
const mostKept = 100;
/** So many of the newest are not renewed when they are used. */
const fresh = 50;

/** Gives a commit a ref that is newer than all others, and drops the oldest of too many. */
export async function keepCommit(
  commit: string,
  done: Done,
  signal: AbortSignal,
): Promise<Failed | undefined> {
  const told = await done({ args: ['for-each-ref', '--format=%(refname)', keptRefs] }, signal);
  if (typeof told !== 'string') return told;
  const before = told.split('\n').filter((name) => name !== '');
  const isOf = (name: string): boolean => name.endsWith(`-${commit}`);
  if (before.slice(-fresh).some(isOf)) return undefined;
  const number = Number(before.at(-1)?.slice(keptRefs.length).split('-')[0] ?? 0) + 1;
  const name = `${keptRefs}${String(number).padStart(9, '0')}-${commit}`;
  const gone = [...before.filter(isOf), ...before.filter((one) => !isOf(one)).slice(0, -(mostKept - 1))];
  const input = [`create ${name} ${commit}`, ...gone.map((one) => `delete ${one}`)].join('\n');
  const made = await done({ args: ['update-ref', '--stdin'], input: `${input}\n` }, signal);
  return typeof made === 'string' ? undefined : made;
}
