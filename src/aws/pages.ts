import type { Call } from '../model/call.ts';
import { oddAnswer } from './classify.ts';
import { operationOf, type Paging } from './operations.ts';
import type { Reply, Sender } from './sender.ts';

/** Far above any real listing (100,000 keys a Region, 1,000 a page): an endpoint that never ends its pages is broken. */
const mostPages = 10_000;

/**
 * Asks for all pages and answers one: the lists joined under their member, without the paging members.
 * A page may be empty and still have a next one. A page that fails fails the whole: half a list is no list.
 */
export function joiningPages(send: Sender): Sender {
  return async (call, options) => {
    const paging = operationOf(call.op).paging;
    if (paging === undefined || asksForOnePage(call, paging)) return send(call, options);
    const items: unknown[] = [];
    let token: unknown;
    let first: Extract<Reply, { readonly is: 'ok' }> | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const reply = await send(withPage(call, paging, token), options);
      if (reply.is === 'failed') return reply;
      first ??= reply;
      const answer = recordOf(reply.value);
      const list = answer[paging.items];
      if (Array.isArray(list)) items.push(...(list as readonly unknown[]));
      const next = answer[paging.out];
      if (next === undefined || next === null || next === '') {
        const {
          [paging.out]: _next,
          Truncated: _more,
          IsTruncated: _isMore,
          ...rest
        } = recordOf(first.value);
        return { is: 'ok', value: { ...rest, [paging.items]: items }, sentAt: first.sentAt };
      }
      if (next === token) return odd(call, `its ${paging.out} leads back to the same page`);
      token = next;
    }
    return odd(call, `the list still had pages after ${mostPages}`);
  };
}

function odd(call: Call, message: string): Reply {
  return { is: 'failed', failure: oddAnswer(call, message) };
}

function asksForOnePage(call: Call, paging: Paging): boolean {
  return paging.unless?.some((member) => call.input[member] !== undefined) ?? false;
}

function withPage(call: Call, paging: Paging, token: unknown): Call {
  const limit = paging.limit === undefined ? {} : { [paging.limit.field]: paging.limit.max };
  const from = typeof token === 'string' ? { [paging.in]: token } : {};
  return { ...call, input: { ...limit, ...call.input, ...from } };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
