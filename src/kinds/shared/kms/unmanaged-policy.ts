import type { ForeignAccess } from '../../../model/kind/kind.ts';
import { plural } from '../../../model/plural.ts';
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

const remedy = 'declare spec.policy to manage it';

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
    const says = `its key policy is not managed and ${what}, so access by it is unknown (${remedy})`;
    return { foreign: [says], opened: 'unread' };
  }
  const found = openingsIn(policy, trustOf('key', at));
  const opened = sentencesOf(found.filter(({ toService }) => !toService));
  return { foreign: [...opened, ...sentencesOf(found.filter(({ toService }) => toService))], opened };
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
                says: `${subjectOf(party.who)} can ${actionsOf(statement)} (statement ${name} of its key policy, which is not managed: ${remedy})`,
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

/** Closes the clause of `account 999988887777, which the Stack does not trust`. */
function subjectOf(who: string): string {
  return who.includes(', which ') ? `${who},` : who;
}

function sentencesOf(openings: readonly Opening[]): readonly string[] {
  const all = [...new Set(openings.map(({ says }) => says))];
  const more = all.length - shownAtMost;
  if (more <= 0) return all;
  return [
    ...all.slice(0, shownAtMost),
    `${plural(more, 'more principal has', 'more principals have')} access by its key policy, which is not managed (${remedy})`,
  ];
}
