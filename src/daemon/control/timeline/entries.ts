import type { Address } from '../../../model/address.ts';
import type { Change } from '../../../model/change.ts';
import type { Episode, Event } from '../../../model/history.ts';
import { isoOf } from '../../../model/instant.ts';
import type { Path } from '../../../model/path.ts';
import type { StepId } from '../../../model/plan.ts';
import { facetNameOf, nameOfStep } from '../../../model/step-id.ts';
import { isList, isMap, type TreeMap } from '../../../model/tree.ts';
import { stepText } from '../../../report/display/step-text.ts';
import { capital } from '../../../report/sentences/attention.ts';
import { someOf } from '../../../report/sentences/decisions.ts';
import {
  driftDetail,
  driftEnded,
  driftSeen,
  timelineSentences as words,
} from '../../../report/sentences/timeline.ts';
import { gaveAccess } from '../../opened.ts';
import type { AnswerOf } from '../operations.ts';

type Shown = AnswerOf<'timeline'>['items'][number];

/** An entry with its place in the record: that of its newest line. */
export interface Entry {
  readonly seq: number;
  readonly shown: Shown;
}

export interface Lines {
  readonly source: string;
  /** The newest first. */
  readonly events: readonly Event[];
  readonly episodes: ReadonlyMap<string, Episode>;
}

/** Makes entries of the lines of a record: one for all calls of a step, and one for a repair with the end of its drift. */
export function entriesOf({ source, events, episodes }: Lines): readonly Entry[] {
  const repairs = Map.groupBy(
    [...episodes.values()].filter(({ closed }) => closed?.how === 'repaired'),
    ({ address }) => address,
  );
  const answered = new Map<StepId, number>();
  const calls = new Map<string, Event[]>();
  const lines: (Event | readonly [Event, ...Event[]])[] = [];
  for (const event of events) {
    const { is, step, seq } = event;
    if (step === undefined || (is !== 'wrote' && is !== 'failed' && is !== 'writing')) {
      lines.push(event);
      continue;
    }
    if (is === 'writing' && answered.has(step)) continue;
    answered.set(step, seq);
    if (is !== 'wrote') {
      lines.push(event);
      continue;
    }
    if (isOfRepair(event, repairs.get(event.address ?? ('' as Address)) ?? [])) continue;
    const key = `${event.plan ?? ''} ${step}`;
    const group = calls.get(key);
    if (group === undefined) {
      const begun: [Event, ...Event[]] = [event];
      calls.set(key, begun);
      lines.push(begun);
    } else group.push(event);
  }
  return lines.flatMap((line) => {
    const event = isEvent(line) ? line : line[0];
    const shown = isEvent(line) ? ofLine(line, { events, episodes }) : ofWrites(line);
    return shown === undefined
      ? []
      : [{ seq: event.seq, shown: { ...common(event, source), ...shown, text: capital(shown.text) } }];
  });
}

function isEvent(line: Event | readonly [Event, ...Event[]]): line is Event {
  return 'seq' in line;
}

/** Tells whether a write repaired drift: the end of the drift tells of both. */
function isOfRepair({ step = '', at }: Event, repaired: readonly Episode[]): boolean {
  return repaired.some(
    ({ facet, openedAt, closed }) =>
      facetNameOf(nameOfStep(step)) === facet && at >= openedAt && at <= (closed?.at ?? 0),
  );
}

function common(
  { hash, at, subject, address, reason, commit, plan }: Event,
  source: string,
): Omit<Shown, 'is' | 'tone' | 'text'> {
  return {
    id: hash.slice(0, 16),
    source,
    at: isoOf(at),
    subject,
    ...(address === undefined ? {} : { address }),
    ...(reason === undefined ? {} : { reason }),
    ...(commit === undefined ? {} : { commit }),
    ...(plan === undefined ? {} : { plan }),
  };
}

type Said = Pick<Shown, 'is' | 'tone' | 'text'> &
  Partial<Pick<Shown, 'detail' | 'step' | 'closedAt' | 'awsRequestId'>>;

function ofWrites([last, ...earlier]: readonly [Event, ...Event[]]): Said {
  const { step = '', awsRequestId } = last;
  const calls = [last, ...earlier].map(opIn).toReversed();
  return {
    is: 'wrote',
    tone: 'done',
    text: words.wrote(stepText(step)),
    detail: someOf([...new Set(calls)]),
    step,
    ...(awsRequestId === undefined ? {} : { awsRequestId }),
  };
}

/** Finds the operation in the text of a write, which begins with it: `kms:PutKeyPolicy for Key/a#policy in …`. */
function opIn({ text }: Event): string {
  return text.split(' ')[0] ?? '';
}

function ofLine(event: Event, { events, episodes }: Pick<Lines, 'events' | 'episodes'>): Said | undefined {
  const { is, text, step = '', awsRequestId } = event;
  const detail = isMap(event.detail) ? event.detail : {};
  const request = awsRequestId === undefined ? {} : { awsRequestId };
  switch (is) {
    case 'writing':
      return { is: 'failed', tone: 'unknown', text: words.unanswered(stepText(step)), detail: text, step };
    case 'failed':
      return {
        is,
        tone: detail['effectUnknown'] === true ? 'unknown' : 'danger',
        text: words.failed(stepText(step)),
        detail: text,
        step,
        ...request,
      };
    case 'episode-opened':
      return ofDrift(event, episodes.get(idIn(detail)), detail);
    case 'episode-closed':
      return ofEnd(event, episodes.get(idIn(detail)), detail, events);
    case 'decided':
      return { is, tone: 'motion', text: `${nameOf(event.subject)} ${text}` };
    case 'revision':
      return ofRevision(event, detail);
    case 'lease':
      return ofLease(event, detail);
    case 'started':
    case 'stopped':
      return { is: 'process', tone: 'motion', text: words[is]() };
    case 'chain-began':
      return { is: 'process', tone: 'unknown', text: words.chainBegan(), detail: text };
    case 'wrote':
      return undefined;
  }
}

/** Shows a person without the kind of credential: `person:ann` is ann, `uid:1000` stays. */
function nameOf(subject: string): string {
  return subject.replace(/^(?:person|token|oidc):/u, '');
}

/** Paths whose drift endangers data or hides what happens, whoever gets access. */
const dangerous: readonly string[] = ['/enabled', '/deletion', '/logging', '/algorithm', '/key'];

function ofDrift(
  { address = '' as Address }: Event,
  episode: Episode | undefined,
  detail: TreeMap,
): Said | undefined {
  const changes: readonly Pick<Change, 'path' | 'before' | 'after'>[] =
    episode?.changes ?? pathsIn(detail).map((path) => ({ path }));
  const isDanger =
    (episode !== undefined && gaveAccess(episode)) || changes.some(({ path }) => dangerous.includes(path));
  const more = episode === undefined ? undefined : driftDetail(changes);
  return {
    is: 'drift-opened',
    tone: isDanger ? 'danger' : 'waits',
    text: episode === undefined ? words.drifted(address, pathsIn(detail)) : driftSeen(address, changes),
    ...(more === undefined ? {} : { detail: capital(more) }),
    ...(episode?.closed === undefined ? {} : { closedAt: isoOf(episode.closed.at) }),
  };
}

function ofEnd(
  { address = '' as Address, at }: Event,
  episode: Episode | undefined,
  detail: TreeMap,
  events: readonly Event[],
): Said {
  const how = episode?.closed?.how ?? 'gone';
  const changes = episode?.changes ?? pathsIn(detail).map((path) => ({ path }));
  const openedAt = episode?.openedAt ?? Number(detail['openedAt'] ?? at);
  const write = events.find(
    (one) =>
      one.is === 'wrote' &&
      one.step !== undefined &&
      one.address === address &&
      one.at <= at &&
      one.at >= openedAt &&
      facetNameOf(nameOfStep(one.step)) === detail['facet'],
  );
  const by = how === 'repaired' ? write : undefined;
  return {
    is: 'drift-closed',
    tone: 'done',
    text: driftEnded(address, endIn(detail) ?? how, changes, at - openedAt),
    ...(by === undefined ? {} : { detail: opIn(by) }),
    ...(by?.step === undefined ? {} : { step: by.step }),
    ...(by?.awsRequestId === undefined ? {} : { awsRequestId: by.awsRequestId }),
    closedAt: isoOf(at),
  };
}

const ends = ['repaired', 'reverted-elsewhere', 'declared', 'gone'] as const;

function endIn(detail: TreeMap): (typeof ends)[number] | undefined {
  return ends.find((one) => one === detail['how']);
}

function idIn({ episode }: TreeMap): string {
  return typeof episode === 'string' ? episode : '';
}

function pathsIn({ paths }: TreeMap): readonly Path[] {
  return isList(paths) ? paths.filter((path) => typeof path === 'string').map((path) => path as Path) : [];
}

const outcomes = {
  'in-force': 'done',
  waits: 'waits',
  refused: 'danger',
  unreachable: 'unknown',
} as const;

function ofRevision({ text }: Event, detail: TreeMap): Said {
  const outcome = (Object.keys(outcomes) as (keyof typeof outcomes)[]).find(
    (one) => one === detail['outcome'],
  );
  const name = text.slice(text.indexOf(': ') + 2);
  const { messages } = detail;
  const why = isList(messages) ? messages.map(String) : [];
  return {
    is: 'revision',
    tone: outcome === undefined ? 'unknown' : outcomes[outcome],
    text: outcome === undefined ? text : words.revision[outcome](revisionName(name)),
    ...(why.length === 0 ? {} : { detail: someOf(why, 2) }),
  };
}

/** Shortens the digest of a directory; a commit is short already. */
function revisionName(name: string): string {
  return /^[0-9a-f]{64}$/u.test(name) ? `Revision ${name.slice(0, 12)}` : `Commit ${name}`;
}

const leads = {
  leader: 'done',
  lost: 'waits',
  candidate: 'motion',
  standby: 'motion',
  yielded: 'waits',
} as const;

function ofLease({ text }: Event, detail: TreeMap): Said {
  const state = (Object.keys(leads) as (keyof typeof leads)[]).find((one) => one === detail['state']);
  return {
    is: 'lease',
    tone: state === undefined ? 'unknown' : leads[state],
    text: state === undefined ? text : words.lease[state](),
    detail: text,
  };
}
