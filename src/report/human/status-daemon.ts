import type { StatusDisplay } from '../display/status.ts';
import { hintOf } from '../display/diagnostic.ts';
import { second } from '../../model/instant.ts';
import { money } from './estimate.ts';
import { plural } from './paint.ts';
import { durationText } from './progress.ts';
import { clipped } from '../text/visible.ts';

type DaemonPart = NonNullable<StatusDisplay['daemon']>;

/** Describes the daemon that answers: what is in force, whether it writes, and what keeps it from its work. */
export function daemonTexts(daemon: DaemonPart): readonly string[] {
  const {
    source,
    maxMode,
    leadership,
    inForce,
    pinned,
    wanted,
    unready,
    wedged,
    fullAt,
    looks,
    underWay,
    dropped = [],
    tokensFile,
  } = daemon;
  return [
    inForce === undefined
      ? `source ${source}: no accepted revision yet`
      : `source ${source}: ${revisionText(inForce)} in force since ${inForce.since}`,
    ...(pinned === undefined ? [] : wantedTexts(pinned)),
    ...(wanted === undefined ? [] : wantedTexts(wanted)),
    ...dropped.map(
      ({ address, since, ...by }) =>
        `${address} has had no manifest since ${since}: ${revisionText(by)} deleted it; the resource stays in AWS, and its drift is not reverted`,
    ),
    `${leadershipText(leadership)}; writes at most in mode ${maxMode}`,
    ...(fullAt === undefined ? [] : [`last complete read at ${fullAt}`]),
    ...(underWay === undefined ? [] : [underWayText(underWay)]),
    ...(looks === undefined ? [] : looksTexts(looks)),
    ...(tokensFile === undefined ? [] : [tokensText(tokensFile)]),
    ...unready.map((why) => `not ready: ${why}`),
    ...(wedged ? ['the daemon is stuck and must be restarted'] : []),
  ];
}

function tokensText({ since, mistakes, code, counting }: NonNullable<DaemonPart['tokensFile']>): string {
  const still = plural(counting, 'token counts', 'tokens count');
  return `the tokens file of the API has had ${plural(mistakes, 'mistake')} (${code}) since ${since}: nothing new in it counts, ${still} as before`;
}

/** Tells that a pass is under way: what is below may be older than it. */
function underWayText({ since, steps, ended = 0, waits }: NonNullable<DaemonPart['underWay']>): string {
  const done = steps === undefined ? '' : `, ${String(ended)} of ${plural(steps, 'step')} over`;
  const why = waits === undefined ? '' : `; ${waits.why} (until ${waits.until})`;
  return `a pass has been running since ${since}${done}${why}`;
}

function looksTexts(looks: NonNullable<DaemonPart['looks']>): readonly string[] {
  const { callsPerFastLook, callsPerFullLook, callsPerDay, kmsPerDay, usdIn30Days, overBudget } = looks;
  const [fast, full] = [looks.fastSeconds, looks.fullSeconds].map((seconds) =>
    durationText(seconds * second),
  );
  return [
    `fast looks every ${String(fast)} (${plural(callsPerFastLook, 'call')}), full looks every ${String(full)} (${plural(callsPerFullLook, 'call')})`,
    `that is ${plural(callsPerDay, 'call')} a day, ${String(kmsPerDay)} of them to KMS: ${money(usdIn30Days)} in 30 days`,
    ...looks.trailEventsPerDay.map(
      ({ trail, events }) => `${trail} records ${plural(events, 'event')} of them a day`,
    ),
    ...(overBudget ? ['fast looks alone exceed --calls-per-day; their interval stays'] : []),
  ];
}

function leadershipText({ is, since, by }: DaemonPart['leadership']): string {
  switch (is) {
    case 'leader':
      return `this process has been leading since ${since}`;
    case 'yielded':
      return `the lease has been lent${by === undefined ? '' : ` to ${by}`} since ${since}`;
    case 'candidate':
    case 'lost':
    case 'standby':
      return `this process has been read-only since ${since}${by === undefined ? '' : `; ${by} leads`}`;
  }
}

function wantedTexts({
  is,
  message,
  since,
  diagnostics,
  ...revision
}: NonNullable<DaemonPart['wanted']>): readonly string[] {
  const what = revision.id === undefined ? 'the source' : revisionText({ ...revision, id: revision.id });
  const words = { waits: 'waits', refused: 'is refused', unreachable: 'cannot be read' };
  return [
    `${what} ${words[is]} since ${since}: ${message}`,
    ...diagnostics
      .slice(0, 3)
      .map(
        (one) =>
          `  ${one.span === undefined ? '' : `${one.span.file}:${String(one.span.line)}: `}${one.message} (${hintOf(one)})`,
      ),
  ];
}

/** Writes `commit 0123456789ab "Rotate keys" by Ann <ann@example.com>`. */
export function revisionText({
  id,
  commit,
}: Pick<NonNullable<DaemonPart['inForce']>, 'id' | 'commit'>): string {
  // Whole: only so can it be named again.
  if (commit === undefined) return `revision ${id}`;
  return `commit ${commit.id.slice(0, 12)} "${clipped(commit.subject, 72).text}" by ${commit.author}`;
}
