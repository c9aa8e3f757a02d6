import type { MapDrawing } from '../../server/types.ts';
import { healthWord, syncWord, type Tone } from './tones.ts';

export type MapNode = MapDrawing['nodes'][number];
type Meaning = MapDrawing['edges'][number]['is'];

/** The worst first. */
const tones: readonly Tone[] = ['danger', 'waits', 'unknown', 'motion', 'done'];

/** The sign of a tone: it says without colour what the colour says. */
export const signs: Readonly<Record<Tone, string>> = {
  danger: '!',
  waits: '‖',
  motion: '…',
  done: '✓',
  unknown: '?',
};

interface Verdict {
  readonly word: string;
  readonly tone: Tone;
}

/** Tells in one word how a resource is: the worse of what AWS holds and whether it works. */
export function verdictOf({ sync, health }: Pick<MapNode, 'sync' | 'health'>): Verdict {
  const words = [
    ...(health === undefined ? [] : [healthWord(health)]),
    ...(sync === undefined ? [] : [syncWord(sync)]),
  ];
  const [worst] = words.toSorted((a, b) => tones.indexOf(a.tone) - tones.indexOf(b.tone));
  return worst ?? { word: 'Unknown', tone: 'unknown' };
}

const meanings: Readonly<Record<Meaning, readonly [from: string, to: string]>> = {
  alias: ['is an alias of', 'has the alias'],
  encrypts: ['is encrypted with', 'encrypts'],
  grants: ['gives access to', 'is opened by'],
  policy: ['names in its policy', 'is named in the policy of'],
  replicates: ['is a replica of', 'has the replica'],
  records: ['writes its log to', 'holds the log of'],
  refers: ['uses', 'is used by'],
};

export interface Relation {
  readonly says: string;
  readonly other: string;
}

/** Says what the lines at a node mean, in its own sense. */
export function relationsOf(id: string, edges: MapDrawing['edges']): readonly Relation[] {
  return edges.flatMap(({ from, to, is }) => {
    const [outwards, inwards] = meanings[is];
    if (from === id) return [{ says: outwards, other: to }];
    return to === id ? [{ says: inwards, other: from }] : [];
  });
}

export interface MapFilter {
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
}

/** Returns true for a node that a filter asks for. */
export function isAsked(node: MapNode, { kind, state }: MapFilter): boolean {
  return (
    (kind === undefined || node.kind === kind) && (state === undefined || verdictOf(node).word === state)
  );
}

/** Cuts a name to what fits below a node. */
export function labelOf(name: string): string {
  return name.length > 17 ? `${name.slice(0, 16)}…` : name;
}
