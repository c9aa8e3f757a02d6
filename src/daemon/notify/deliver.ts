import type { Files } from '../../runtime/files.ts';
import type { DaemonConfig } from '../config/schema/index.ts';
import { sendOutgoing, type OutgoingParts } from '../http/outgoing.ts';
import { slackBody, webhookBody } from './bodies.ts';
import type { Message } from './message.ts';
import { signatureHeader, signatureOf } from './signature.ts';

export type Target = DaemonConfig['notify']['targets'][number];

export interface DeliveryParts extends OutgoingParts {
  readonly files: Pick<Files, 'read'>;
}

/** What became of one message. A failure names neither a URL nor a secret. */
export type Delivered = { readonly is: 'sent' } | { readonly is: 'failed'; readonly why: string };

/** Sends a message to a target. Secrets are read for each message: a new one counts at once, and none is kept. */
export async function deliver(
  message: Message,
  target: Target,
  parts: DeliveryParts,
  signal: AbortSignal,
): Promise<Delivered> {
  const { webhook, slack } = target;
  if (slack !== undefined) {
    const url = await secretIn(slack.urlFile, parts);
    if (typeof url !== 'string') return url;
    return post({ url, body: slackBody(message), allow: slack.allow }, () => ({}), parts, signal);
  }
  if (webhook === undefined) return failed('the target is neither a webhook nor Slack');
  const url = webhook.url ?? (await secretIn(webhook.urlFile ?? '', parts));
  if (typeof url !== 'string') return url;
  const secret = await secretIn(webhook.secretFile, parts);
  if (typeof secret !== 'string') return secret;
  const body = webhookBody(message, webhook.template);
  const headers = (): Readonly<Record<string, string>> => ({
    'x-keywright-delivery': message.id,
    'x-keywright-event': message.event,
    [signatureHeader]: signatureOf(body, secret, parts.clock.now()),
  });
  return post({ url, body, allow: webhook.allow }, headers, parts, signal);
}

async function post(
  to: { readonly url: string; readonly body: string; readonly allow: NonNullable<Target['slack']>['allow'] },
  headers: () => Readonly<Record<string, string>>,
  parts: DeliveryParts,
  signal: AbortSignal,
): Promise<Delivered> {
  const sent = await sendOutgoing(
    {
      method: 'POST',
      ...to,
      headers: () => ({ 'content-type': 'application/json; charset=utf-8', ...headers() }),
    },
    parts,
    signal,
  );
  return sent.is === 'sent' ? { is: 'sent' } : failed(sent.why);
}

/** Returns the first line of a file, as secrets are mounted. */
export async function secretIn(
  file: string,
  { files }: Pick<DeliveryParts, 'files'>,
): Promise<string | Extract<Delivered, { readonly is: 'failed' }>> {
  const text = await files.read(file).catch(() => undefined);
  const line = text?.split('\n', 1)[0]?.trim();
  return line === undefined || line === '' ? failed(`the file ${file} cannot be read, or is empty`) : line;
}

function failed(why: string): Extract<Delivered, { readonly is: 'failed' }> {
  return { is: 'failed', why };
}
