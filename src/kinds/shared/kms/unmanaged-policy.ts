import type { ForeignAccess } from '../../../model/kind/kind.ts';
import {
  partiesOf,
  showText,
  statementName,
  type Policy,
  type Principal,
  type Statement,
  type Trusted,
} from '../../../policy/index.ts';
import { policyOf } from '../policy/facet.ts';
import { trustOf } from '../policy/risks.ts';
import type { SharedAt, SharedKeyReads } from './reads.ts';

/** A policy holds at most 32 KB of statements; people read the first few. */
const shownAtMost = 10;

const remedy = 'to manage it, declare spec.policy';

/** One sentence, and whether a person rather than an AWS service gets the access. */
interface Opening {
  readonly says: string;
  readonly toService: boolean;
}

/**
 * Reports who has access by a key policy that no manifest declares, and is neither of the Stack's accounts nor trusted.
 * A field that is left out is not managed, so it is reported and never reverted.
 */
export function byUnmanagedPolicy(
  { unmanagedPolicy: document }: Partial<SharedKeyReads>,
  at: Pick<SharedAt, 'spec' | 'metadata' | 'settings' | 'place'>,
): ForeignAccess {
  if (at.spec.policy !== undefined || at.metadata.state !== 'present') return { foreign: [], opened: [] };
  const policy = document === undefined ? undefined : policyOf(document);
  if (policy === undefined) {
    const what = document === undefined ? 'could not be read' : 'is not understood';
    const says = `its key policy is not managed and ${what}, so access through it is unknown (${remedy})`;
    return { foreign: [says], opened: 'unread' };
  }
  const found = openingsIn(policy, trustOf('key', at));
  return {
    foreign: sentencesOf([...found.filter(({ toService }) => !toService), ...found]),
    opened: sentencesOf(found.filter(({ toService }) => !toService)),
  };
}

/** Joins access that is given in two ways. What is not readable of one is not readable of both. */
export function joinAccess(one: ForeignAccess, other: ForeignAccess): ForeignAccess {
  return {
    foreign: [...one.foreign, ...other.foreign],
    opened:
      one.opened === 'unread' || other.opened === 'unread' ? 'unread' : [...one.opened, ...other.opened],
  };
}

function openingsIn({ statements }: Policy, trust: Trusted): readonly Opening[] {
  return statements.flatMap((statement, index) => {
    if (statement.effect === 'Deny') return [];
    const name = statementName(statement, index);
    return piecesOf(statement).flatMap(([piece, principal]) =>
      partiesOf(piece, trust).flatMap((party): readonly Opening[] =>
        party.is === 'trusted'
          ? []
          : [
              {
                says: `its key policy is not managed: ${name} gives ${actionsOf(statement)} to ${party.who} (${remedy})`,
                toService: principal?.type === 'Service',
              },
            ],
      ),
    );
  });
}

/** Splits a statement by its principals; one by exclusion is whole. */
function piecesOf(statement: Statement): readonly (readonly [Statement, Principal | undefined])[] {
  const { principals } = statement;
  if (principals === undefined || principals.not) return [[statement, undefined]];
  return principals.entries.map((entry) => [
    { ...statement, principals: { not: false, entries: [entry] } },
    entry,
  ]);
}

function actionsOf({ actions }: Statement): string {
  const shown = (actions?.entries ?? []).map(showText).join(', ');
  return actions?.not === true ? `all actions except ${shown}` : shown;
}

function sentencesOf(openings: readonly Opening[]): readonly string[] {
  const all = [...new Set(openings.map(({ says }) => says))];
  const more = all.length - shownAtMost;
  if (more <= 0) return all;
  return [...all.slice(0, shownAtMost), `its key policy lets in ${more} more (${remedy})`];
}
