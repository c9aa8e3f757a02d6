import type { Episode, Subject, Unchained } from '../../model/history.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { DaemonEvent, Publish } from '../events.ts';
import type { Recorder } from './recorder.ts';

/** Records what happened around writes and decisions: revisions, drift, who leads, and when the process ran. */
export interface EventRecord {
  readonly tell: Publish;
  /** Names the record of the Stack, and who keeps it. Earlier events are recorded then. */
  to(recorder: Pick<Recorder, 'record'>, subject: Subject): void;
}

/** So many lines wait for the first Stack; those after that are dropped. */
const mostWaiting = 100;

/** Makes one for a source. Nothing waits for these lines: what cannot be kept is reported by the recorder. */
export function createEventRecord(): EventRecord {
  const waiting: Line[] = [];
  let open: { readonly recorder: Pick<Recorder, 'record'>; readonly subject: Subject } | undefined;

  function keep(line: Line): void {
    if (open !== undefined)
      void open.recorder.record({ ...line, subject: open.subject }).catch(() => undefined);
    else if (waiting.length < mostWaiting) waiting.push(line);
  }

  return {
    tell(event) {
      const line = lineIn(event);
      if (line !== undefined) keep({ ...line, at: event.at });
    },
    to(recorder, subject) {
      open = { recorder, subject };
      waiting.splice(0).forEach(keep);
    },
  };
}

type Line = Omit<Unchained, 'subject'>;

/**
 * Turns an event into a line of the record. Returns undefined for what is none: looks, requests, and what is recorded
 * by itself.
 */
function lineIn(event: DaemonEvent): Omit<Line, 'at'> | undefined {
  switch (event.is) {
    case 'started':
      return { is: 'started', text: `started to manage source ${event.source}` };
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
    case 'rhythm':
    case 'webhook':
    case 'answered':
    case 'progress':
    case 'request':
      return undefined;
  }
}

function revisionLine({
  id,
  commit,
  outcome,
  diagnostics,
  dropped = [],
}: Extract<DaemonEvent, { is: 'revision' }>): Omit<Line, 'at'> {
  const name = commit === undefined ? (id ?? 'the source') : `${commit.id.slice(0, 12)} ${commit.subject}`;
  return {
    is: 'revision',
    text: `${outcome}: ${name}`,
    detail: {
      outcome,
      ...(id === undefined ? {} : { revision: id }),
      ...(commit === undefined ? {} : { author: `${commit.author.name} <${commit.author.email}>` }),
      ...(commit?.signer === undefined ? {} : { signer: commit.signer }),
      ...(dropped.length === 0 ? {} : { dropped: dropped.slice(0, 100) }),
      ...(outcome === 'in-force' ? {} : { messages: diagnostics.slice(0, 5).map(messageOf) }),
    },
    ...(commit === undefined ? {} : { commit: commit.id }),
  };
}

function messageOf({ code, message }: Diagnostic): string {
  return `${code}: ${message}`.slice(0, 200);
}

function episodeLine({ id, address, facet, label, changes, closed, openedAt }: Episode): Omit<Line, 'at'> {
  const paths = changes.map(({ path }) => path);
  const shown = `${facet} of ${address}`;
  return {
    is: closed === undefined ? 'episode-opened' : 'episode-closed',
    address,
    text: closed === undefined ? `drift of ${shown}: ${label}` : `drift of ${shown} ended: ${closed.how}`,
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
