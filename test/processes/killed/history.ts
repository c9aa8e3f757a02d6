import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { written } from './aws.ts';

const event = z.looseObject({
  is: z.string(),
  address: z.string().optional(),
  step: z.string().optional(),
  detail: z.unknown().optional(),
});
const sending = z.looseObject({
  call: z.looseObject({ op: z.string(), input: z.record(z.string(), z.unknown()) }),
});
const episode = z.looseObject({ address: z.string(), facet: z.string(), closed: z.unknown().optional() });
const row = z.object({ document: z.string() });

/** The content of the history of a daemon. */
export interface KeptHistory {
  /** As `PRAGMA integrity_check` says; `ok` for a whole database. */
  readonly integrity: unknown;
  /** Address and facet of each drift that it tells of: as an episode, or as the write that undid it. */
  readonly drifts: ReadonlySet<string>;
  readonly openEpisodes: number;
  /** Every write that was recorded before it was sent. */
  readonly writes: ReadonlySet<string>;
  /** How many of them have no answer recorded. */
  readonly unanswered: number;
}

/** Loads a history as it lies on disk, and the lines of its record. */
export function readHistory(file: string, lines: string): KeptHistory {
  const database = new DatabaseSync(file, { readOnly: true });
  const [integrity] = database.prepare('PRAGMA integrity_check').all();
  const episodes = database
    .prepare('SELECT document FROM episodes')
    .all()
    .map((one) => episode.parse(JSON.parse(row.parse(one).document)));
  database.close();
  const events = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => event.parse(JSON.parse(line)));
  const sent = events.filter(({ is }) => is === 'writing');
  const answered = events.filter(({ is }) => is === 'wrote' || is === 'failed');
  return {
    integrity: integrity?.['integrity_check'],
    drifts: new Set([
      ...episodes.map(({ address, facet }) => `${address} ${facet}`),
      ...sent.map(({ step = '' }) => step.replace('#', ' ')),
    ]),
    openEpisodes: episodes.filter(({ closed }) => closed === undefined).length,
    writes: new Set(
      sent.map(({ detail }) => {
        const { call } = sending.parse(detail);
        return written(call.op, call.input);
      }),
    ),
    unanswered: sent.length - answered.length,
  };
}
