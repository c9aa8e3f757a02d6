import type { Instant } from '../../model/instant.ts';
import type { ReceivedRequest, ServedAnswer } from '../../runtime/http-server.ts';
import { deliveryOf, digestFor, isFresh, isSigned } from './delivery.ts';
import { createSeen } from './seen.ts';

/** How one request ended, for log and metrics. */
export type WebhookOutcome = 'asked' | 'repeated' | 'refused';

/** What a delivery can reach: it makes a source be read sooner, and chooses nothing else (authority.md §5.25). */
export interface WebhookSource {
  readonly name: string;
  /** Reads the secret, anew for each delivery, so that a changed file counts at once. */
  secret(): Promise<string | undefined>;
  poll(): void;
}

export interface ReceiverParts {
  readonly sources: readonly WebhookSource[];
  now(): Instant;
  ended(source: string, outcome: WebhookOutcome): void;
}

/** GitHub sends no payload above 25 MB. */
const mostBytes = 25 * 1024 * 1024;

/**
 * Answers `POST /hooks/SOURCE`. The body is hashed while it arrives and then forgotten. Whoever has no secret learns
 * nothing: a source that does not exist, one without a secret and a wrong signature get one answer.
 */
export function createReceiver({
  sources,
  now,
  ended,
}: ReceiverParts): (request: ReceivedRequest) => Promise<ServedAnswer> {
  const seen = new Map(sources.map(({ name }) => [name, createSeen()]));

  async function take(request: ReceivedRequest, source: WebhookSource): Promise<WebhookOutcome> {
    const delivery = deliveryOf(request.headers);
    const secret = await source.secret();
    if (delivery === undefined || secret === undefined) return 'refused';
    const hmac = digestFor(delivery, secret);
    for await (const chunk of request.body) hmac.update(chunk);
    const digest = hmac.digest();
    if (!isSigned(delivery, digest) || !isFresh(delivery, now())) return 'refused';
    // Some hosts sign the body alone: a body that comes again under another id is the same delivery.
    const isNew = seen.get(source.name)?.note([delivery.id, digest.toString('base64')]) === true;
    if (!isNew) return 'repeated';
    source.poll();
    return 'asked';
  }

  return async (request) => {
    const { method, path, length } = request;
    if (!path.startsWith('/hooks/')) return answer(404, 'POST /hooks/SOURCE');
    if (method !== 'POST') return answer(405, 'POST only');
    if (length !== undefined && length > mostBytes) return answer(413, 'too large');
    const source = sources.find(({ name }) => path === `/hooks/${name}`);
    const outcome = source === undefined ? 'refused' : await take(request, source);
    ended(source?.name ?? '', outcome);
    return answers[outcome];
  };
}

/** What the listener of webhooks takes of one client. */
export const webhookLimits = { mostBytes, patience: 10_000, connections: 16 } as const;

function answer(status: number, body: string): ServedAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n` };
}

const answers: Readonly<Record<WebhookOutcome, ServedAnswer>> = {
  asked: answer(202, 'the source is read within 10 seconds'),
  repeated: answer(200, 'this delivery is a duplicate'),
  refused: answer(401, 'no valid signature'),
};
