import type { Binding } from '../../model/binding.ts';
import type { Instant } from '../../model/instant.ts';
import type { Gatekeeper } from '../parts.ts';
import { createGatekeeper, type GatekeeperParts } from './gatekeeper.ts';
import { hashOfToken, type KnownToken } from './known-token.ts';

/** Makes a token in the form that `reconcile token` gives. */
export function tokenText(of: string): string {
  return `kw_${hashOfToken(of)}`;
}

export function knownToken(of: string, more: Partial<KnownToken> = {}): KnownToken {
  const bindings: readonly Binding[] = [{ role: 'viewer' }];
  const person = { id: `person:${of}`, name: of };
  return { hash: hashOfToken(tokenText(of)), person, bindings, ...more };
}

/** Creates a gatekeeper with its clock and its list of tokens in the hands of a test. */
export function gatekeeperOf(parts: Partial<GatekeeperParts> = {}): Gatekeeper & {
  at: Instant;
  list: readonly KnownToken[];
} {
  let ids = 0;
  const hands = { at: Date.UTC(2026, 10, 30), list: [knownToken('ann')] as readonly KnownToken[] };
  const gatekeeper = createGatekeeper({
    names: { host: '127.0.0.1', hosts: [] },
    tokens: () => Promise.resolve(hands.list),
    anonymous: [],
    now: () => hands.at,
    newId: () => (ids += 1).toString(16).padStart(64, '0'),
    ...parts,
  });
  return Object.assign(hands, gatekeeper);
}

/** Makes a request as a client on the machine sends it. */
export function requestWith(
  headers: Readonly<Record<string, string>> = {},
  { method = 'GET', path = '/api/v1/status', body = undefined as string | undefined } = {},
): Request {
  return new Request(`http://127.0.0.1:9810${path}`, {
    method,
    headers: { host: '127.0.0.1:9810', ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

export function bearer(of: string): { readonly authorization: string } {
  return { authorization: `Bearer ${tokenText(of)}` };
}
