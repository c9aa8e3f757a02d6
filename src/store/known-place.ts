import { z } from 'zod';
import type { Accepted } from '../model/accepted.ts';
import type { Journal } from '../model/journal.ts';
import type { Coordination } from '../model/resource.ts';
import { sameTree } from '../model/tree.ts';
import { readStored, withUnknown, type UnknownFields } from './document.ts';
import { diagnosticOf } from './failure.ts';
import type { StoreFiles } from './files.ts';
import { coordinationSchema } from './stack-parts.ts';

/** What of this machine knows where the Stack kept lease and journal last, and the journals of both places. */
interface KnownPlace {
  readonly files: Pick<StoreFiles, 'read' | 'write'>;
  /** The state folder of this Stack on this machine. A commit cannot move it. */
  readonly folder: string;
  /** Where this commit keeps lease and journal; undefined: in the folder. */
  readonly declared: Coordination | undefined;
  /** What the commit writes in `coordination`; `--state-dir` takes the place of a directory. */
  readonly written: Coordination | undefined;
  /** Opens the journal of a place that is not the declared one. */
  at(place: Coordination | undefined): Pick<Journal, 'accepted'>;
}

const note = z.strictObject({ keywright: z.literal('coordination'), place: coordinationSchema.nullable() });

/**
 * Looks for the accepted Stack where this machine knows it to be, until the move of `coordination` is accepted.
 * Trusts no other place: whoever can commit can name one that holds an accepted Stack of their making. Counts no
 * Stack as accepted where the known place cannot be read, so that a person must accept it. Trusts the declared place
 * on a machine that knows none.
 */
export function heldToKnownPlace<T extends Journal>(journal: T, known: KnownPlace): T {
  const { files, folder, declared, written, at } = known;
  const file = `${folder}/coordination.json`;

  /**
   * Returns the place that was noted, or the folder itself where a Stack was accepted in it. Returns undefined if
   * none is known.
   */
  async function noted(): Promise<{ readonly place: Coordination | undefined } | undefined> {
    const text = await files.read(file);
    if (text !== undefined) {
      return { place: noteIn(text, file).place };
    }
    if (declared === undefined) return undefined;
    const own = await readable(at(undefined));
    if (own === undefined) return undefined;
    if (own === 'unreadable') return { place: nowhere };
    return same(own.settings.coordination, declared) ? undefined : { place: undefined };
  }

  async function isMoved(): Promise<{ readonly place: Coordination | undefined } | undefined> {
    const before = await noted();
    return before === undefined || same(before.place, declared) ? undefined : before;
  }

  async function write(): Promise<void> {
    const present = await files.read(file);
    const next = { keywright: 'coordination', place: declared ?? null };
    const unknown = present === undefined ? [] : noteIn(present, file).unknown;
    const text = `${JSON.stringify(withUnknown(next, unknown))}\n`;
    if (present !== text) await files.write(file, text);
  }

  return {
    ...journal,
    async accepted() {
      const moved = await isMoved();
      if (moved === undefined) return journal.accepted();
      if (moved.place === nowhere) return undefined;
      const found = await readable(at(moved.place));
      return found === 'unreadable' ? undefined : found;
    },
    async accept(accepted) {
      await journal.accept(accepted);
      // An apply that does not accept the move keeps the place from which it moves.
      if (same(accepted.settings.coordination, written) && (await isMoved()) !== undefined) await write();
    },
    async acquire(...asked) {
      const answer = await journal.acquire(...asked);
      const isKept = declared !== undefined || (await files.read(file)) !== undefined;
      if (answer.is === 'held' && isKept && (await isMoved()) === undefined) await write();
      return answer;
    },
  };
}

/** Stands for a note that cannot be read: it shows that a place was known, and not which. */
const nowhere: Coordination = { is: 'directory', path: '' };

/** Rejects a note of a newer Keywright: this one cannot tell which place it names. */
function noteIn(
  text: string,
  file: string,
): { readonly place: Coordination | undefined; readonly unknown: UnknownFields } {
  const read = readStored(text, file, note);
  return read.is === 'damaged'
    ? { place: nowhere, unknown: [] }
    : { place: read.value.place ?? undefined, unknown: read.unknown };
}

async function readable(journal: Pick<Journal, 'accepted'>): Promise<Accepted | undefined | 'unreadable'> {
  try {
    return await journal.accepted();
  } catch (error) {
    if (diagnosticOf(error) === undefined) throw error;
    return 'unreadable';
  }
}

function same(a: Coordination | undefined, b: Coordination | undefined): boolean {
  return sameTree(a === undefined ? null : { ...a }, b === undefined ? null : { ...b });
}
