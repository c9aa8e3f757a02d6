import type { Change } from '../../model/change.ts';
import type { Address } from '../../model/address.ts';
import type { EpisodeEnd } from '../../model/history.ts';
import { hour, minute, second, type Duration } from '../../model/instant.ts';
import { segmentsOf, showPath, type Path } from '../../model/path.ts';
import { plural } from '../../model/plural.ts';
import type { Tree } from '../../model/tree.ts';
import { someOf } from './decisions.ts';
import { statementText } from './statement.ts';

/** One line for each thing that happened, and what more there is to say of it. */

/** Says what is different in AWS, for the moment it was seen. */
export function driftSeen(
  address: Address,
  changes: readonly Pick<Change, 'path' | 'before' | 'after'>[],
): string {
  return `${address} changed outside Git: ${someOf(changes.map(changeText), 2)}`;
}

/** Gives what a statement that came or changed permits. */
export function driftDetail(changes: readonly Pick<Change, 'path' | 'before'>[]): string | undefined {
  const said = changes.flatMap(({ path, before }) =>
    statementIn(path) === undefined || before === undefined
      ? []
      : [`statement ${statementIn(path) ?? ''} ${statementText(before)}`],
  );
  return said.length === 0 ? undefined : someOf(said, 2);
}

function changeText({ path, before, after }: Pick<Change, 'path' | 'before' | 'after'>): string {
  const statement = statementIn(path);
  const name = statement === undefined ? showPath(path) : `statement ${statement}`;
  if (after === undefined && before !== undefined) return `${name} added`;
  if (before === undefined) return `${name} removed`;
  return statement === undefined ? `${name} is now ${short(before)}` : `${name} changed`;
}

/** Says how drift ended, and how long after it was seen. */
export function driftEnded(
  address: Address,
  how: EpisodeEnd,
  changes: readonly Pick<Change, 'path' | 'before' | 'after'>[],
  after: Duration,
): string {
  switch (how) {
    case 'repaired':
      return `${address}: ${someOf(changes.map(revertText), 2)}, ${tookText(after)} after it was seen`;
    case 'reverted-elsewhere':
      return `${address}: ${namesOf(changes)} as declared again; Keywright did not write it`;
    case 'declared':
      return `${address}: Git now declares ${namesOf(changes)} as it is in AWS`;
    case 'gone':
      return `${address}: ${namesOf(changes)} no longer exists`;
  }
}

function revertText({ path, before, after }: Pick<Change, 'path' | 'before' | 'after'>): string {
  const statement = statementIn(path);
  const name = statement === undefined ? showPath(path) : `statement ${statement}`;
  if (after === undefined) return `${name} removed`;
  if (before === undefined) return `${name} restored`;
  return statement === undefined ? `${name} set to ${short(after)}` : `${name} restored`;
}

function namesOf(changes: readonly Pick<Change, 'path'>[]): string {
  return someOf(changes.map(({ path }) => showPath(path)));
}

/** Finds the name of a statement in a path such as `/policy/Statement/Evil`. */
function statementIn(path: Path): string | undefined {
  const segments = segmentsOf(path);
  const at = segments.indexOf('Statement');
  return at < 0 ? undefined : segments[at + 1];
}

/** Writes a value in a few words: a longer one is cut. */
function short(value: Tree): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

const longest = 60;

/** Writes how long something took: `1.2 s`, `3 min`, `2 h`. */
function tookText(took: Duration): string {
  if (took < 10 * second) return `${(Math.max(0, took) / second).toFixed(1)} s`;
  if (took < 2 * minute) return `${Math.round(took / second)} s`;
  if (took < 2 * hour) return `${Math.round(took / minute)} min`;
  return `${Math.round(took / hour)} h`;
}

export const timelineSentences = {
  drifted: (address: Address, paths: readonly Path[]) =>
    `${address} changed outside Git: ${someOf(paths.map(showPath))}`,
  wroteMany: (steps: readonly string[], resources: number) =>
    `${plural(steps.length, 'step')} of ${plural(resources, 'resource')} written`,
  wrote: (step: string) => `${step} written`,
  failed: (step: string) => `${step} failed`,
  unanswered: (step: string) => `${step} was sent, and its answer is unknown`,
  revision: {
    'in-force': (name: string) => `${name} is in force`,
    waits: (name: string) => `${name} waits for a person`,
    refused: (name: string) => `${name} is refused`,
    unreachable: () => 'the source cannot be read',
  },
  lease: {
    candidate: () => 'this process is a candidate for the lease',
    leader: () => 'this process leads and may write',
    lost: () => 'this process lost the lease and writes nothing',
    standby: () => 'another process leads',
    yielded: () => 'the lease is lent to a command line',
  },
  started: () => 'Keywright started',
  stopped: () => 'Keywright stopped',
  chainBegan: () => 'a new record began',
} as const;
