import type { Random } from '../../src/runtime/random.ts';

/**
 * Faults of a network, a load balancer or a broken middlebox in one HTTP exchange. `before`: the service never sees
 * the request. `after`: it does, and the client does not hear so.
 */
export type Fault =
  | { readonly is: 'reset'; readonly when: 'before' | 'after' }
  | { readonly is: 'hang'; readonly when: 'before' | 'after' }
  | { readonly is: 'page'; readonly when: 'before' | 'after'; readonly status: number }
  | { readonly is: 'body'; readonly when: 'before' | 'after'; readonly text: string }
  | { readonly is: 'cut'; readonly share: number; readonly then: 'reset' | 'hang' | 'end' }
  | { readonly is: 'error'; readonly name: string; readonly s3: string; readonly status: number }
  | { readonly is: 'redirect'; readonly status: 301 | 307 }
  | { readonly is: 'relabel'; readonly contentType: string }
  | { readonly is: 'twice' }
  | { readonly is: 'garbage' }
  | { readonly is: 'padded' };

const throttled = { is: 'error', name: 'ThrottlingException', s3: 'SlowDown', status: 400 } as const;

/** Each as often as its rows. An answer that claims success without an effect (`body before`) is only for reads. */
const faults: readonly ((share: number) => Fault)[] = [
  () => ({ is: 'reset', when: 'before' }),
  () => ({ is: 'reset', when: 'after' }),
  () => ({ is: 'reset', when: 'after' }),
  () => ({ is: 'hang', when: 'before' }),
  () => ({ is: 'hang', when: 'after' }),
  () => ({ is: 'page', when: 'before', status: 500 }),
  () => ({ is: 'page', when: 'before', status: 503 }),
  () => ({ is: 'page', when: 'before', status: 400 }),
  () => ({ is: 'page', when: 'before', status: 404 }),
  () => ({ is: 'page', when: 'after', status: 500 }),
  () => ({ is: 'page', when: 'after', status: 503 }),
  () => ({ is: 'page', when: 'after', status: 200 }),
  () => ({ is: 'body', when: 'before', text: '' }),
  () => ({ is: 'body', when: 'before', text: '{}' }),
  () => ({ is: 'body', when: 'before', text: 'null' }),
  () => ({ is: 'body', when: 'before', text: '[]' }),
  () => ({ is: 'body', when: 'after', text: '' }),
  () => ({ is: 'body', when: 'after', text: '{}' }),
  (share) => ({ is: 'cut', share, then: 'reset' }),
  (share) => ({ is: 'cut', share, then: 'hang' }),
  (share) => ({ is: 'cut', share, then: 'end' }),
  () => throttled,
  () => throttled,
  () => ({ is: 'error', name: 'ExpiredTokenException', s3: 'ExpiredToken', status: 400 }),
  () => ({ is: 'error', name: 'InvalidSignatureException', s3: 'RequestTimeTooSkewed', status: 403 }),
  () => ({ is: 'redirect', status: 301 }),
  () => ({ is: 'redirect', status: 307 }),
  () => ({ is: 'relabel', contentType: 'text/html' }),
  () => ({ is: 'relabel', contentType: 'image/png' }),
  () => ({ is: 'twice' }),
  () => ({ is: 'garbage' }),
  () => ({ is: 'padded' }),
];

/** Draws whether this exchange is disturbed, and how. */
export function drawFault(stream: Random, rate: number, reads: boolean): Fault | undefined {
  if (stream.next() >= rate) return undefined;
  const make = faults[Math.floor(stream.next() * faults.length)];
  const fault = make?.(stream.next());
  if (fault === undefined) return undefined;
  const lies = fault.is === 'body' && fault.when === 'before';
  return lies && !reads ? { is: 'reset', when: 'before' } : fault;
}

/** Formats a fault as a name for the tally and for a failing run. */
export function showFault(fault: Fault): string {
  const { is, ...rest } = fault;
  return [is, ...Object.values(rest)].map(String).join(' ').trim();
}
