import type { Episode, Unchained } from '../../model/history.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { DaemonEvent, Publish } from '../events.ts';
import type { Recorder } from './recorder.ts';

/** Records what happened around writes and decisions: revisions, drift, who leads, and when the process ran. */
export interface EventRecord {
  readonly tell: Publish;
  /** Names the record of the Stack. What was told before is recorded then. */
  to(recorder: Pick<Recorder, 'record'>): void;
}

/** So many lines wait for the first Stack; those after that are dropped. */
const mostWaiting = 100;

/** Makes one for a source. Nothing waits for these lines: what cannot be kept is told of by the recorder. */
export function createEventRecord(subject: string): EventRecord {
  const waiting: Unchained[] = [];
  let recorder: Pick<Recorder, 'record'> | undefined;

  function keep(line: Unchained): void {
    if (recorder !== undefined) void recorder.record(line).catch(() => undefined);
    else if (waiting.length < mostWaiting) waiting.push(line);
  }

  return {
    tell(event) {
      const line = lineIn(event);
      if (line !== undefined) keep({ ...line, at: event.at, subject });
    },
    to(next) {
      recorder = next;
      waiting.splice(0).forEach(keep);
    },
  };
}

type Line = Omit<Unchained, 'at' | 'subject'>;

/** Undefined for what is no line of the record: looks, requests, and what is recorded by itself. */
function lineIn(event: DaemonEvent): Line | undefined {
  switch (event.is) {
    case 'started':
      return { is: 'started', text: `began to keep the source ${event.source}` };
    case 'revision':
      return revisionLine(event);
    case 'episode':
      return event.change === 'changed' ? undefined : episodeLine(event.episode);
    case 'lease':
      return {
        is: 'lease',
        text: event.by === undefined ? event.state : `${event.state}: ${event.by} leads`,
        detail: { state: event.state, ...(event.term === undefined ? {} : { term: event.term }) },
      };
    // Recorded while the Stack is still open: src/boot/daemon/keeping.ts.
    case 'stopped':
    case 'looked':
    case 'passed':
    case 'failed':
    case 'status':
    case 'record':
    case 'health':
    case 'sink':
    case 'queue':
    case 'progress':
    case 'request':
      return undefined;
  }
}

function revisionLine({ id, commit, outcome, diagnostics }: Extract<DaemonEvent, { is: 'revision' }>): Line {
  const name = commit === undefined ? (id ?? 'the source') : `${commit.id.slice(0, 12)} ${commit.subject}`;
  return {
    is: 'revision',
    text: `${outcome}: ${name}`,
    detail: {
      outcome,
      ...(id === undefined ? {} : { revision: id }),
      ...(commit === undefined ? {} : { author: `${commit.author.name} <${commit.author.email}>` }),
      ...(commit?.signer === undefined ? {} : { signer: commit.signer }),
      ...(outcome === 'in-force' ? {} : { messages: diagnostics.slice(0, 5).map(messageOf) }),
    },
    ...(commit === undefined ? {} : { commit: commit.id }),
  };
}

function messageOf({ code, message }: Diagnostic): string {
  return `${code}: ${message}`.slice(0, 200);
}

function episodeLine({ id, address, facet, label, changes, closed, openedAt }: Episode): Line {
  const paths = changes.map(({ path }) => path);
  const shown = `${facet} of ${address}`;
  return {
    is: closed === undefined ? 'episode-opened' : 'episode-closed',
    address,
    text: closed === undefined ? `drift of ${shown}: ${label}` : `drift of ${shown} is over: ${closed.how}`,
    detail: {
      episode: id,
      facet,
      label,
      openedAt,
      paths,
      ...(closed === undefined ? {} : { how: closed.how }),
    },
  };
}
