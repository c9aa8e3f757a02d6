import type { ServedAnswer, ServedRequest } from '../../runtime/http-server.ts';
import type { Controller } from '../controller.ts';
import type { Metrics } from '../metrics/metrics.ts';

export interface ProbeParts {
  readonly controllers: readonly Pick<Controller, 'name' | 'state'>[];
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Whether the process is on its way out: it serves no longer, and need not be started again. */
  stopping(): boolean;
}

/**
 * Answers probes. `/livez` fails where only a new start helps, `/readyz` where a source is not kept. A code alone tells
 * what a source waits for: whoever reaches the address may read it, and reasons name accounts (the log and
 * `reconcile status` have them).
 */
export function createProbe(parts: ProbeParts): (request: ServedRequest) => Promise<ServedAnswer> {
  return async ({ method, path }) => {
    if (method !== 'GET' && method !== 'HEAD') return text(405, 'GET only');
    switch (path) {
      case '/livez':
        return verdict(
          'live',
          parts.controllers.filter((one) => one.state().wedged),
        );
      case '/readyz':
        if (parts.stopping()) return text(503, 'stopping');
        return verdict(
          'ready',
          parts.controllers.filter((one) => one.state().unready.length > 0),
        );
      case '/metrics':
        return { status: 200, type: parts.metrics.contentType, body: await parts.metrics.text() };
      default:
        return text(404, '/livez, /readyz or /metrics');
    }
  };
}

function verdict(word: string, not: ProbeParts['controllers']): ServedAnswer {
  return not.length === 0 ? text(200, word) : text(503, `not ${word}: ${not.map(shown).join(', ')}`);
}

/** Shows a source without a Stack by the code of what it waits for. */
function shown({ name, state }: ProbeParts['controllers'][number]): string {
  const { stack, wanted } = state();
  const code = wanted?.reason ?? wanted?.diagnostics[0]?.code;
  return stack !== undefined || code === undefined ? name : `${name} (${code})`;
}

function text(status: number, body: string): ServedAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n` };
}
