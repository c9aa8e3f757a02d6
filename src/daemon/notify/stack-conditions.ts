import type { Instant } from '../../model/instant.ts';
import { notifySentences as words } from '../../report/sentences/notify.ts';
import type { ControllerState, Wanted } from '../controller.ts';
import type { Condition } from './condition.ts';
import { severityOf } from './severity.ts';

/** Warns of a daemon that finds no decisions: it writes nothing, also where nothing is to be written yet. */
export function baseline({
  needsBaseline,
  maxMode,
  decisions,
  inForce,
  source,
}: ControllerState): readonly Condition[] {
  if (!needsBaseline || maxMode === 'observe' || decisions.taken !== undefined || inForce === undefined)
    return [];
  return [
    {
      key: 'baseline',
      sort: 'baseline',
      event: 'plan-waiting',
      severity: severityOf({ sort: 'baseline' }),
      since: inForce.since,
      ...words.baseline(source),
      addresses: [],
    },
  ];
}

/** Lists each revision that does not come into force: the newest, and the one that a person pinned. */
export function ofSource({ source, wanted, pinned }: ControllerState): readonly Condition[] {
  return [wanted, pinned].flatMap((one) => (one === undefined ? [] : ofRevision(source, one)));
}

function ofRevision(source: string, wanted: Wanted): readonly Condition[] {
  const { is, since, why, commit, id } = wanted;
  const name = commit?.id.slice(0, 12) ?? id ?? '';
  const event = is === 'unreachable' ? 'stale' : is === 'waits' ? 'plan-waiting' : 'blocked';
  const [first] = wanted.diagnostics;
  return [
    {
      key: `source:${is}:${name}`,
      sort: 'revision',
      event,
      severity: severityOf({ sort: 'revision' }),
      since,
      title: words.source(source, is, name),
      text: first === undefined ? why : `${why}: ${first.message}`,
      addresses: [],
    },
  ];
}

/** Warns of a tokens file that does not count as it is: nobody new can sign in. */
export function ofTokens({ tokens }: ControllerState): readonly Condition[] {
  if (tokens === undefined) return [];
  return [
    {
      key: 'tokens',
      sort: 'tokens',
      event: 'degraded',
      severity: severityOf({ sort: 'tokens' }),
      since: tokens.since,
      ...words.tokens(tokens),
      addresses: [],
    },
  ];
}

/** Tells what stops all writes of a Stack. */
export function ofProcess(
  sort: 'brake' | 'stop',
  key: string,
  since: Instant,
  said: Pick<Condition, 'title' | 'text'>,
): Condition {
  return { key, sort, event: 'blocked', severity: severityOf({ sort }), since, ...said, addresses: [] };
}
