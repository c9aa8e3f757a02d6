import type { Answered } from '../../model/answered.ts';
import { errors } from '../../model/errors/index.ts';
import { second, type Duration } from '../../model/instant.ts';
import type { Outcome, PassResult } from '../../model/outcome.ts';
import type { CallMade, DaemonEvent } from '../events.ts';
import type { Meters } from './meters.ts';

/** Counts what one event tells. */
export function countEvent(event: DaemonEvent, meters: Meters): void {
  const { source } = event;
  switch (event.is) {
    case 'looked':
      meters.count('keywright_looks_total', { source, look: event.look });
      meters.observe('keywright_pass_seconds', { look: event.look }, seconds(event.took));
      break;
    case 'passed':
      meters.count('keywright_passes_total', { source, look: event.look, outcome: endOf(event.result) });
      meters.observe('keywright_pass_seconds', { look: event.look }, seconds(event.took));
      countSteps(event.result, meters);
      break;
    case 'failed':
      meters.count('keywright_failures_total', { source });
      break;
    case 'webhook':
      meters.count('keywright_webhook_requests_total', { source, outcome: event.outcome });
      break;
    case 'answered':
      countAnswered(event.answered, meters);
      break;
    case 'request':
      countRequest(event.request, meters);
      break;
    case 'episode': {
      const { closed, openedAt } = event.episode;
      if (event.change === 'closed' && closed?.how === 'repaired')
        meters.observe('keywright_drift_repair_seconds', {}, seconds(closed.at - openedAt));
      break;
    }
    default:
  }
}

function countSteps({ plan, outcomes }: PassResult, meters: Meters): void {
  for (const { id, action } of plan.steps) {
    const outcome = outcomes.get(id);
    if (outcome !== undefined) meters.count('keywright_steps_total', { action, outcome: outcome.is });
  }
}

function countAnswered({ method, route, use, status, took }: Answered, meters: Meters): void {
  const verb = use === 'unknown' ? 'any' : method === 'HEAD' ? 'GET' : method;
  const sort = `${String(Math.floor(status / 100))}xx`;
  meters.count('keywright_api_requests_total', { method: verb, route, status: sort });
  // What nothing takes is refused at once: it would make the others look quick.
  if (use !== 'unknown') meters.observe('keywright_api_request_seconds', { use }, seconds(took));
}

function countRequest(request: CallMade, meters: Meters): void {
  const { op, access, lane, place, took, waited, outcome } = request;
  const result = resultOf(outcome);
  meters.count('keywright_aws_requests_total', { operation: op, result });
  meters.observe('keywright_aws_request_seconds', { access }, seconds(took));
  meters.observe('keywright_aws_limiter_wait_seconds', { lane }, seconds(waited));
  if (result === 'throttled') {
    const { account, region } = place;
    const [service = ''] = op.split(':');
    meters.count('keywright_aws_throttles_total', { account, region, service });
  }
}

/** Returns the class of an error code: there are few of them, and they tell what happens next. */
function resultOf(outcome: string): string {
  if (outcome === 'ok') return 'ok';
  return Object.hasOwn(errors, outcome) ? errors[outcome as keyof typeof errors].class : 'terminal';
}

const failed: readonly Outcome['is'][] = ['failed', 'stale'];

function endOf({ outcomes }: PassResult): 'done' | 'waiting' | 'failed' {
  const ends = [...outcomes.values()].map(({ is }) => is);
  if (ends.some((is) => failed.includes(is))) return 'failed';
  return ends.every((is) => is === 'done') ? 'done' : 'waiting';
}

function seconds(time: Duration): number {
  return Math.max(0, time) / second;
}
