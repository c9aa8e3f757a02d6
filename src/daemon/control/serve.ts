import type { Diagnostic } from '../../model/diagnostic.ts';
import { second } from '../../model/instant.ts';
import type { LocalHttp } from '../../runtime/local-http.ts';
import { createHandler, type HandlerParts } from './handler.ts';
import { mostOfRequest } from './wire.ts';

export interface ServedControl {
  close(): Promise<void>;
}

/** Serves a control on a unix socket, or says why not: another daemon lives there, or the place is not safe. */
export async function serveControl(
  parts: HandlerParts & { readonly http: LocalHttp; readonly socket: string },
): Promise<ServedControl | { readonly refused: readonly Diagnostic[] }> {
  const listening = await parts.http.listen(parts.socket, createHandler(parts), {
    mostBytes: mostOfRequest,
    patience: 10 * second,
    connections: 64,
  });
  if (listening.is === 'listening') return listening;
  const code = listening.because === 'in-use' ? 'control.in-use' : 'control.unsafe-socket';
  return { refused: [{ severity: 'error', code, message: listening.message }] };
}
