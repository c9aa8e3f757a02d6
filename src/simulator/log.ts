import type { DaemonEvent } from '../daemon/events.ts';
import { isoOf } from '../model/instant.ts';

/** Formats one line of the log of a simulation: when, who, what. Undefined for frequent events. */
export function lineOf(who: string, event: DaemonEvent): string | undefined {
  const what = wordsOf(event);
  return what === undefined ? undefined : `${isoOf(event.at)} ${who} ${what}`;
}

function wordsOf(event: DaemonEvent): string | undefined {
  switch (event.is) {
    case 'revision':
      return `revision ${event.id?.slice(0, 8) ?? '-'} ${event.outcome} ${event.diagnostics.map(({ message }) => message).join('; ')}`.trimEnd();
    case 'looked':
      return `looked ${event.look} ${String(event.plan.resources.length)} resources, ${String(event.plan.steps.length)} steps`;
    case 'passed': {
      const { plan, outcomes } = event.result;
      const ends = plan.steps.map(({ id, gate }) => `${id} ${outcomes.get(id)?.is ?? gate.is}`);
      return `passed ${event.look} ${String(plan.resources.length)} resources${ends.map((end) => `, ${end}`).join('')}`;
    }
    case 'failed':
      return `failed ${event.during}: ${event.diagnostic.message}`;
    case 'status':
      return `status ${event.changed.map(({ address, sync, health }) => `${address} ${sync} ${health}`).join(', ')}`;
    case 'episode':
      return `episode ${event.change} ${event.episode.address} ${event.episode.facet}${event.episode.closed === undefined ? '' : ` ${event.episode.closed.how}`}`;
    case 'lease':
      return `lease ${event.state} ${event.by ?? ''}`.trimEnd();
    case 'health':
      return `health ${event.ready ? 'ready' : event.why.join('; ')}`;
    case 'started':
    case 'stopped':
      return event.is;
    default:
      return undefined;
  }
}
