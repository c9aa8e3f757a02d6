import type { Row } from '../../server/types.ts';

/** What a colour means; a word always stands beside it. */
export type Tone = 'danger' | 'waits' | 'motion' | 'done' | 'unknown';

interface Word {
  readonly word: string;
  readonly tone: Tone;
}

const sync: Readonly<Record<Row['sync'], Word>> = {
  InSync: { word: 'In sync', tone: 'done' },
  Drifted: { word: 'Drifted', tone: 'danger' },
  PendingChange: { word: 'Pending', tone: 'waits' },
  Settling: { word: 'Settling', tone: 'motion' },
  Unknown: { word: 'Unknown', tone: 'unknown' },
};

const health: Readonly<Record<Row['health'], Word>> = {
  Healthy: { word: 'Healthy', tone: 'done' },
  Progressing: { word: 'Progressing', tone: 'motion' },
  Degraded: { word: 'Degraded', tone: 'danger' },
  Blocked: { word: 'Blocked', tone: 'waits' },
  Paused: { word: 'Paused', tone: 'waits' },
};

/** Returns word and tone of a verdict on what AWS holds. */
export function syncWord(value: Row['sync']): Word {
  return sync[value];
}

/** Returns word and tone of a verdict on whether it works. */
export function healthWord(value: Row['health']): Word {
  return health[value];
}

/** Returns the word of either verdict; undefined for a value that does not exist, e.g. in an address written by hand. */
export function stateWord(value: string): string | undefined {
  const words = new Map(Object.entries({ ...sync, ...health }));
  return words.get(value)?.word;
}
