import { stableText } from '../model/tree.ts';
import { canonicalStatement } from './canonical.ts';
import { showText, type Policy, type Statement } from './document.ts';
import { printStatement } from './print.ts';
import { lineKeys } from './sets.ts';

/** A statement of live, of want, or of both, under the name it has in messages and paths. */
export interface Pair {
  readonly label: string;
  readonly live?: Statement;
  readonly want?: Statement;
}

interface Candidate {
  readonly statement: Statement;
  readonly text: string;
  readonly sid: string | undefined;
  readonly lines: ReadonlySet<string>;
}

/** Below this share of common lines two statements are strangers (a guess that reads well). */
const kinship = 0.3;

/**
 * Pairs the statements of two documents: equal ones first, so that a swap of Sids is no difference,
 * then by Sid, then by the best overlap. Repeated statements count once. In the order of `want`, what
 * only `live` has comes last.
 */
export function matchStatements(live: Policy, want: Policy): readonly Pair[] {
  const left = candidatesOf(live);
  const right = candidatesOf(want);
  const partner = new Map<Candidate, Candidate>();
  function pair(score: (l: Candidate, r: Candidate) => number): void {
    const taken = new Set(partner.values());
    const scored = right
      .filter((r) => !partner.has(r))
      .flatMap((r) => left.filter((l) => !taken.has(l)).map((l) => ({ l, r, score: score(l, r) })))
      .filter((found) => found.score > 0)
      .sort((a, b) => b.score - a.score);
    for (const { l, r } of scored) {
      if (partner.has(r) || taken.has(l)) continue;
      partner.set(r, l);
      taken.add(l);
    }
  }
  pair((l, r) => (l.text === r.text ? 1 : 0));
  pair((l, r) => (l.sid !== undefined && l.sid === r.sid ? 1 : 0));
  pair(overlap);
  return labelled(left, right, partner);
}

function labelled(
  left: readonly Candidate[],
  right: readonly Candidate[],
  partner: ReadonlyMap<Candidate, Candidate>,
): readonly Pair[] {
  const taken = new Set<string>();
  function label(wanted: string): string {
    const tries = [wanted, ...Array.from({ length: taken.size }, (_, index) => `${wanted}#${index + 2}`)];
    const free = tries.find((text) => !taken.has(text)) ?? wanted;
    taken.add(free);
    return free;
  }
  const kept = new Set(partner.values());
  const wanted = right.map((r, index): Pair => {
    const l = partner.get(r);
    return {
      label: label(r.sid ?? l?.sid ?? String(index)),
      ...(l === undefined ? {} : { live: l.statement }),
      want: r.statement,
    };
  });
  const gone = left.flatMap((l, index): readonly Pair[] =>
    kept.has(l) ? [] : [{ label: label(l.sid ?? `live-${index}`), live: l.statement }],
  );
  return [...wanted, ...gone];
}

function candidatesOf(policy: Policy): readonly Candidate[] {
  const byText = new Map<string, Candidate>();
  for (const statement of policy.statements) {
    const canonical = canonicalStatement(statement);
    const text = stableText(printStatement(canonical));
    const sid = statement.sid === undefined ? '' : showText(statement.sid);
    if (byText.has(text)) continue;
    byText.set(text, {
      statement,
      text,
      sid: sid === '' ? undefined : sid,
      lines: lineKeys(statement),
    });
  }
  return [...byText.values()];
}

/** Computes the Jaccard index of the lines; statements of different Effect are never kin. */
function overlap(l: Candidate, r: Candidate): number {
  if (l.statement.effect !== r.statement.effect) return 0;
  const common = [...r.lines].filter((line) => l.lines.has(line)).length;
  const share = common / (l.lines.size + r.lines.size - common);
  return share >= kinship ? share : 0;
}
