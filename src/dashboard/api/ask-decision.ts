import type { Overview } from '../../server/types.ts';
import type { Ask } from './ask.ts';

type InEffect = NonNullable<Overview['items'][number]['inEffect']>;

export interface OfSource {
  readonly source: string;
  /** True where a command must name the source. */
  readonly namesSource: boolean;
}

interface Draft {
  readonly verb: string;
  readonly sentence: string;
  readonly about?: string;
  readonly path: string;
  readonly words: readonly string[];
  readonly body?: object;
  readonly addresses?: readonly string[] | undefined;
  readonly fields?: Ask['fields'];
  readonly isDangerous?: true;
}

function asked(draft: Draft, { source, namesSource }: OfSource): Ask {
  const { words, body = {}, addresses, fields = [], isDangerous = false, ...rest } = draft;
  return {
    ...rest,
    fields,
    isDangerous,
    addresses: addresses ?? [],
    command: ['reconcile', ...words, ...(namesSource ? ['--source', source] : [])].join(' '),
    body: { source, ...body, ...(addresses === undefined ? {} : { addresses }) },
  };
}

const reason = ['--reason', 'TEXT'] as const;

/** Questions about one resource. */
export const askResource = {
  look: (address: string, of: OfSource) =>
    asked(
      {
        verb: 'Look now',
        sentence: `Keywright looks at ${address} now, and reverts what needs no approval.`,
        path: '/sync',
        words: ['sync', address],
        addresses: [address],
      },
      of,
    ),
  pause: (address: string, of: OfSource) =>
    asked(
      {
        verb: 'Pause',
        sentence: `Keywright continues to look at ${address} and writes nothing to it for a time. Access that somebody opens by hand stays open.`,
        path: '/pause',
        words: ['pause', address, '--for', '1h', ...reason],
        addresses: [address],
        fields: ['why', 'forMs'],
        isDangerous: true,
      },
      of,
    ),
  resume: (address: string, of: OfSource) =>
    asked(
      {
        verb: 'Resume',
        sentence: `You end the pause of ${address}: Keywright writes to it again.`,
        path: '/resume',
        words: ['resume', address],
        addresses: [address],
      },
      of,
    ),
  silence: (address: string, of: OfSource) =>
    asked(
      {
        verb: 'Silence',
        sentence: `Keywright sends no notifications of ${address} for a time. Its findings stay on the page.`,
        path: '/silence',
        words: ['silence', address, '--for', '4h', ...reason],
        addresses: [address],
        fields: ['why', 'forMs'],
      },
      of,
    ),
} as const;

/** A decision in effect: who decided what, until when, and the question that ends it. */
export interface Standing {
  readonly key: string;
  readonly is: string;
  readonly by: string;
  readonly text: string;
  readonly note: string;
  readonly at: string;
  readonly until?: string;
  readonly addresses: readonly string[];
  readonly role: 'operator' | 'approver';
  readonly end?: Ask;
}

/** Lists the decisions of persons in effect, those that hold the most first. */
export function standingIn(inEffect: InEffect, of: OfSource): readonly Standing[] {
  const { stop, brakes, freeze, yielded, pin, pauses, silences, rejections, approvals } = inEffect;
  const drafts: (Omit<Standing, 'end' | 'addresses'> & {
    readonly addresses?: readonly string[] | undefined;
    readonly ends?: Draft;
  })[] = [];
  if (stop !== undefined)
    drafts.push({
      ...{ key: 'stop', is: 'stop', by: stop.by, note: stop.note, at: stop.at, role: 'operator' },
      text: 'No replica writes.',
      ends: {
        verb: 'Start again',
        sentence: 'You take back the order to stop: the leader writes again.',
        path: '/start',
        words: ['start'],
        isDangerous: true,
      },
    });
  for (const { kind, at, confirmed } of brakes)
    drafts.push({
      ...{ key: `brake ${kind}`, is: 'brake', by: 'the daemon', note: '', at, role: 'operator' },
      text: `Writes to the kind ${kind} are stopped: AWS had shown ${String(confirmed)}.`,
      ends: {
        verb: 'Release the brake',
        sentence: 'You release the brake for a time: the stopped writes continue.',
        path: '/release',
        words: ['resume', '--brake', '--for', '30m', ...reason],
        fields: ['why', 'forMs'],
      },
    });
  if (freeze !== undefined)
    drafts.push({
      ...decidedBy(freeze, 'freeze'),
      text: 'Only protective repairs run.',
      ends: {
        verb: 'End',
        sentence: 'You end the freeze, and with it every pause and a lent lease.',
        path: '/resume',
        words: ['resume'],
      },
    });
  if (yielded !== undefined)
    drafts.push({
      ...decidedBy(yielded, 'lent lease'),
      text: `The lease is lent to ${yielded.to}: the daemon does not write.`,
      ends: {
        verb: 'Take back',
        sentence: 'You take the lease back, and end every pause and a freeze.',
        path: '/resume',
        words: ['resume'],
      },
    });
  if (pin !== undefined)
    drafts.push({
      ...decidedBy(pin, 'pin'),
      text: `The Stack stays at commit ${pin.commit.slice(0, 12)}.`,
      ends: {
        verb: 'End',
        sentence: 'You end the pin: Keywright looks at the source now, and newer commits come into force.',
        path: '/sync',
        words: ['sync'],
      },
    });
  for (const pause of pauses)
    drafts.push({
      ...decidedBy(pause, 'pause'),
      addresses: pause.addresses,
      text:
        pause.addresses === undefined
          ? 'Nothing is written.'
          : `Nothing is written to ${namesOf(pause.addresses)}.`,
      ends: {
        verb: 'Resume',
        sentence:
          pause.addresses === undefined
            ? 'You end every pause, a freeze and a lent lease.'
            : `You end the pause of ${namesOf(pause.addresses)}.`,
        path: '/resume',
        words: ['resume', ...(pause.addresses ?? [])],
        addresses: pause.addresses,
      },
    });
  for (const silence of silences) {
    const what = silenced(silence);
    drafts.push({
      ...decidedBy(silence, 'silence'),
      addresses: silence.addresses,
      text: `No notifications of ${what}.`,
      ends: {
        verb: 'End',
        sentence: `You end the silence: notifications of ${what} are sent again.`,
        path: '/unsilence',
        words: ['silence', '--end', silence.id],
        body: { id: silence.id },
      },
    });
  }
  for (const rejection of rejections)
    drafts.push({
      ...decidedBy(rejection, 'rejection'),
      role: 'approver',
      addresses: [rejection.address],
      text: `${rejection.step} does not run before a manifest or AWS changes.`,
      ends: {
        verb: 'End',
        sentence: `You end the rejection: ${rejection.step} waits for approval again.`,
        path: '/unreject',
        words: ['reject', '--end', rejection.id],
        body: { id: rejection.id },
      },
    });
  for (const { id, by, at, until, address, step } of approvals)
    drafts.push({
      ...{ key: id, is: 'approval', by: by.name, note: '', at, until, role: 'approver' },
      addresses: [address],
      text: `${step} runs at the next pass.`,
    });
  return drafts.map(({ ends, addresses = [], ...one }) => ({
    ...one,
    addresses,
    ...(ends === undefined ? {} : { end: asked({ about: one.text, ...ends }, of) }),
  }));
}

function decidedBy(
  { id, by, note, at, until }: { id: string; by: { name: string }; note: string; at: string; until?: string },
  is: string,
): Omit<Standing, 'end' | 'addresses' | 'text'> {
  return { key: id, is, by: by.name, note, at, role: 'operator', ...(until === undefined ? {} : { until }) };
}

function silenced({ addresses, labels }: InEffect['silences'][number]): string {
  if (addresses !== undefined) return namesOf(addresses);
  if (labels === undefined) return 'the whole Stack';
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return `resources with ${pairs.join(', ')}`;
}

/** Writes the first few of many names. */
function namesOf(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 5).join(', ');
  return addresses.length > 5 ? `${shown} and ${String(addresses.length - 5)} more` : shown;
}
