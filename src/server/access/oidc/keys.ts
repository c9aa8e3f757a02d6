import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { day, minute, second, type Duration, type Instant } from '../../../model/instant.ts';

export type KeySet = JSONWebKeySet;

/** The public keys of the issuer. */
export interface Keys {
  /** Gives the keys that are known; undefined where the issuer never answered, or not for a day. */
  current(): Promise<KeySet | undefined>;
  /** Asks the issuer again, at most once in half a minute. Undefined where it has no other keys. */
  newerThan(set: KeySet | undefined): Promise<KeySet | undefined>;
}

export interface KeysParts {
  /** Gets the JSON of the key set. Rejects where there is no answer. */
  fetch(): Promise<unknown>;
  now(): Instant;
  /** Told why there are no new keys. */
  failed(error: unknown): void;
}

/** Keys that the issuer withdrew count no longer than this. */
const freshFor = 10 * minute;
/** How long keys count while the issuer does not answer. */
const keptFor = day;
/** Forged tokens must not become requests to the issuer. */
const pause = 30 * second;

const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

/** Makes what knows the keys of the issuer. */
export function createKeys({ fetch, now, failed }: KeysParts): Keys {
  let last: { readonly at: Instant; readonly set: KeySet } | undefined;
  let askedAt = -Infinity;
  let asking: Promise<void> | undefined;

  /** Tests how long ago something was. What lies ahead was before the clock was set back: nobody knows how long. */
  function isWithin(span: Duration, at: Instant): boolean {
    const since = now() - at;
    return since >= 0 && since < span;
  }

  async function ask(): Promise<void> {
    askedAt = now();
    try {
      const { keys } = keySet.parse(await fetch());
      // A symmetric key in a public set is no secret.
      last = { at: now(), set: { keys: keys.filter(({ kty }) => kty !== 'oct') } };
    } catch (error) {
      failed(error);
    }
  }

  /** Asks once for all who wait, and not again too soon. */
  async function askAgain(): Promise<void> {
    if (asking === undefined && isWithin(pause, askedAt)) return;
    asking ??= ask().finally(() => (asking = undefined));
    await asking;
  }

  function kept(): KeySet | undefined {
    return last !== undefined && isWithin(keptFor, last.at) ? last.set : undefined;
  }

  return {
    async current() {
      if (last === undefined || !isWithin(freshFor, last.at)) await askAgain();
      return kept();
    },
    async newerThan(set) {
      await askAgain();
      return kept() === set ? undefined : kept();
    },
  };
}
