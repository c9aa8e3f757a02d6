import { refusal } from '../../daemon/control/control.ts';
import { problemOf } from '../problem.ts';
import { compressed } from './compress.ts';
import { hasTag } from './etag.ts';

/** Longer than the status of the largest estate. No answer is: a client with little memory relies on it. */
const mostOfAnswer = 32 * 1024 * 1024;

const encoder = new TextEncoder();

/** Answers a read: with its tag, and without a body for a client that has the same already. */
export function readAnswer(request: Request, answer: object, etag: string): Response {
  return hasTag(request.headers.get('if-none-match'), etag)
    ? unchangedAnswer(etag)
    : jsonAnswer(request, answer, { etag, ...keptByCaller });
}

/** Answers that the client has the answer with this tag already. */
export function unchangedAnswer(etag: string): Response {
  return new Response(null, { status: 304, headers: { etag, ...keptByCaller, vary: 'accept-encoding' } });
}

const keptByCaller = { 'cache-control': 'private, no-cache' };

/** Answers a write, or whatever nobody may keep. */
export function freshAnswer(
  request: Request,
  answer: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return jsonAnswer(request, answer, { 'cache-control': 'no-store', ...headers });
}

function jsonAnswer(request: Request, answer: object, headers: Readonly<Record<string, string>>): Response {
  const bytes = encoder.encode(JSON.stringify(answer));
  if (bytes.byteLength > mostOfAnswer) return problemOf(tooLong);
  const { body, headers: more } = compressed(request, bytes);
  return new Response(body, { headers: { 'content-type': 'application/json', ...headers, ...more } });
}

const tooLong = refusal(
  'api.answer',
  `the answer would be longer than ${String(mostOfAnswer / 1024 / 1024)} MiB`,
);
