/** A request as it came over HTTP, from a socket or from a client in this process. */
export interface WireRequest {
  readonly method: string;
  /** Without port. */
  readonly host: string;
  /** As sent, percent-encoded. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type WireResponse =
  | {
      readonly is: 'response';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** The connection breaks, with Node's name for it. */
  | { readonly is: 'broken'; readonly name: string; readonly message: string };

/** What a protocol found in a request. */
export type Decoded =
  | { readonly is: 'call'; readonly operation: string; readonly input: Readonly<Record<string, unknown>> }
  | { readonly is: 'refused'; readonly error: WireError };

export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly status: number;
  readonly details?: Readonly<Record<string, string>>;
}

/** How one family of services speaks HTTP. */
export interface Protocol {
  decode(request: WireRequest): Promise<Decoded>;
  encode(operation: string, output: Readonly<Record<string, unknown>>, requestId: string): WireResponse;
  encodeError(request: WireRequest, error: WireError, requestId: string): WireResponse;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
