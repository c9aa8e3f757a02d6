import type { Overview } from '../../server/types.ts';
import type { Tone } from './tones.ts';

/** Something about a whole Stack that nobody may miss: who, why, until when. */
export interface Banner {
  readonly key: string;
  readonly tone: Extract<Tone, 'danger' | 'waits' | 'motion'>;
  readonly stack: string;
  readonly title: string;
  readonly text?: string;
  /** When it ends by itself. */
  readonly until?: string;
  readonly since?: string;
}

type Source = Overview['items'][number];

/** Returns the banner for callers who see no source: without it, nothing would look like nothing wrong. */
export function closedBanner({ items }: Pick<Overview, 'items'>): Banner | undefined {
  if (items.length > 0) return undefined;
  return {
    key: 'closed',
    tone: 'waits',
    stack: '',
    title: 'Nothing is open to you.',
    text: 'The bindings of your token cover no Stack of this daemon. Ask its operator for the role viewer.',
  };
}

/** Returns the banners of a source, the loudest first. */
export function bannersOf(source: Source): readonly Banner[] {
  const { stack } = source;
  const told = [...ofDecisions(source), ...ofProcess(source), ...ofRevision(source)];
  return loudness.flatMap((tone) =>
    told
      .filter((banner) => banner.tone === tone)
      .map((banner) => ({ ...banner, key: `${source.source}:${banner.key}`, stack })),
  );
}

const loudness = ['danger', 'waits', 'motion'] as const;

type Told = Omit<Banner, 'stack'>;

function ofProcess({ daemon, look }: Source): readonly Told[] {
  const told: Told[] = [];
  if (daemon.wedged)
    told.push({ key: 'wedged', tone: 'danger', title: 'The daemon hangs and must be started again.' });
  if (look.stale)
    told.push({
      key: 'stale',
      tone: 'danger',
      title: 'This page is out of date: the last full look is more than two intervals ago.',
      ...(look.fullAt === undefined ? {} : { since: look.fullAt }),
    });
  if (!daemon.ready)
    told.push({
      key: 'unready',
      tone: 'waits',
      title: 'The daemon is not ready.',
      text: daemon.unready.map(sentence).join(' '),
    });
  return told;
}

function ofDecisions({ inEffect }: Source): readonly Told[] {
  if (inEffect === undefined) return [];
  const { stop, brakes, pauses, freeze, pin, yielded } = inEffect;
  const told: Told[] = [];
  if (stop !== undefined)
    told.push({
      key: 'stop',
      tone: 'danger',
      title: `${stop.by} stopped every replica: nothing is written.`,
      text: sentence(stop.note),
      since: stop.at,
    });
  for (const { kind, at, confirmed } of brakes)
    told.push({
      key: `brake:${kind}`,
      tone: 'danger',
      title: `The brake stopped writes to the kind ${kind}.`,
      text: `AWS had shown ${String(confirmed)} writes by then. A person must release it.`,
      since: at,
    });
  for (const { id, by, note, until, addresses } of pauses)
    if (addresses === undefined)
      told.push({
        key: id,
        tone: 'waits',
        title: `${by.name} paused all writes.`,
        text: sentence(note),
        until,
      });
  if (freeze !== undefined)
    told.push({
      key: 'freeze',
      tone: 'waits',
      title: `${freeze.by.name} froze the Stack: only protective repairs run.`,
      text: sentence(freeze.note),
      until: freeze.until,
    });
  if (pin !== undefined)
    told.push({
      key: 'pin',
      tone: 'waits',
      title: `${pin.by.name} pinned the Stack to commit ${pin.commit.slice(0, 12)}.`,
      text: sentence(pin.note),
      until: pin.until,
    });
  if (yielded !== undefined)
    told.push({
      key: 'yield',
      tone: 'waits',
      title: `${yielded.by.name} lent the lease to ${yielded.to}: the daemon does not write.`,
      text: sentence(yielded.note),
      until: yielded.until,
    });
  return told;
}

function ofRevision({ daemon }: Source): readonly Told[] {
  const { wanted } = daemon;
  if (wanted === undefined) return [];
  const name = wanted.commit?.id ?? wanted.id;
  const which = name === undefined ? 'The source' : `Revision ${name.slice(0, 12)}`;
  const titles = {
    waits: `${which} waits and is not in force.`,
    refused: `${which} was refused and is not in force.`,
    unreachable: `${which} cannot be read: the last good revision stays in force.`,
  } as const;
  return [
    {
      key: 'wanted',
      tone: 'waits',
      title: titles[wanted.is],
      text: sentence(wanted.message),
      since: wanted.since,
    },
  ];
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/u.test(whole) ? whole : `${whole}.`;
}
