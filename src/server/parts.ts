import type { Binding } from '../model/binding.ts';
import type { Person } from '../model/decisions.ts';
import type { Instant } from '../model/instant.ts';
import type { Control } from '../daemon/control/control.ts';

/** Who sent a request, as its credential proves it. */
export interface Known {
  readonly is: 'known';
  readonly person: Person;
  readonly bindings: readonly Binding[];
  readonly via: 'token' | 'session' | 'oidc' | 'anonymous';
  readonly expiresAt?: Instant;
}

export type Identity = Known | { readonly is: 'unknown' };

/** Tells callers apart by what they send: a bearer token or the cookie of a session. */
export interface Gatekeeper {
  identify(request: Request): Promise<Identity>;
}

/** One file of the page, as it was built. */
export interface PageFile {
  readonly type: string;
  readonly body: Uint8Array;
  /** True for a file whose name changes with its content. */
  readonly immutable: boolean;
}

/** What the server works with. */
export interface ServerParts {
  readonly version: string;
  readonly control: Control;
  readonly gatekeeper: Gatekeeper;
  /** The files of the page by their path, `/index.html` among them; empty where it was not built. */
  readonly page: ReadonlyMap<string, PageFile>;
  now(): Instant;
  /** Told of a fault of ours; the caller is told only that there was one. */
  failed(error: unknown): void;
}
