import type { Binding } from '../model/binding.ts';
import type { Person } from '../model/decisions.ts';
import type { Clock } from '../model/clock.ts';
import type { Duration, Instant } from '../model/instant.ts';
import type { Answered } from '../model/answered.ts';
import type { Hub } from '../daemon/control/live/hub.ts';
import type { Control, Refusal } from '../daemon/control/control.ts';
import type { OperationName } from '../daemon/control/operations.ts';
import type { Standing } from '../daemon/control/standing.ts';

/** Who sent a request, as its credential proves it. */
export interface Known {
  readonly is: 'known';
  readonly person: Person;
  readonly bindings: readonly Binding[];
  readonly via: 'token' | 'session' | 'oidc' | 'anonymous';
  readonly expiresAt?: Instant;
}

export type Identity = Known | Unknown;

export interface Unknown {
  readonly is: 'unknown';
  /** Of whoever sent too many wrong credentials: how long to wait. */
  readonly retryAfter?: Duration;
}

/** Tells callers apart by what they send: a bearer token or the cookie of a session. */
export interface Gatekeeper {
  /** Refuses what no caller may send: a request for another host, a write that another site caused. */
  refuses(request: Request): Refusal | undefined;
  /** Tells who sent a request, from an address. */
  identify(request: Request, from?: string): Promise<Identity>;
  /**
   * Tells who sent a request whose stream is still open: the credential may have ended meanwhile. An open stream is no
   * use of a session, which would else never end in a forgotten tab.
   */
  stillKnown(request: Request, from?: string): Promise<Identity>;
  /** Exchanges a bearer token for the cookie of a session. */
  signIn(
    request: Request,
    from?: string,
  ): Promise<{ readonly is: 'in'; readonly known: Known; readonly cookie: string } | Unknown>;
  /** Ends the session of the request. Returns the cookie that ends it in the browser. */
  signOut(request: Request): string;
  /** Returns true if the caller reaches us over https. */
  isSecure(request: Request): boolean;
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
  /** Tells how everything stands that answers are made of: what did not change need not be answered again. */
  standing(operation: OperationName): Standing;
  readonly gatekeeper: Gatekeeper;
  /** What live updates are made of. */
  readonly live: { readonly hub: Hub; readonly clock: Clock };
  /** The files of the page by their path, `/index.html` among them; empty where it was not built. */
  readonly page: ReadonlyMap<string, PageFile>;
  now(): Instant;
  /** Names a request that came without a name. */
  newId(): string;
  /** Told of each request that was answered. */
  answered(request: Answered): void;
  /** Told of a fault of ours; the caller learns only that there was one. */
  failed(error: unknown): void;
}

/** What the handlers of one request share. */
export interface AppEnv {
  Variables: { known?: Known; requestId: string };
}
