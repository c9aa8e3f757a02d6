import { createHash } from 'node:crypto';
import { day, hour, type Duration, type Instant } from '../../model/instant.ts';

/** What a browser holds in place of a token. */
export interface Sessions {
  /** Begins a session of a credential. Returns its id, which is kept nowhere. */
  begin(of: string): { readonly id: string; readonly until: Instant };
  /** Finds the credential that the session stands for. A use keeps the session from ending idle. */
  find(id: string, isUse: boolean): { readonly of: string; readonly until: Instant } | undefined;
  end(id: string): void;
}

interface Session {
  readonly of: string;
  readonly until: Instant;
  readonly usedAt: Instant;
}

const sessionLasts: Duration = 7 * day;
const idleLasts: Duration = 12 * hour;
const mostPerCredential = 20;
const mostInAll = 1_000;

/**
 * Makes the sessions of a process: in memory, by the hashes of their ids, so that a restart ends them and a copy of the
 * memory opens nothing. A session says only which credential it stands for: what that may do is asked each time.
 */
export function createSessions(now: () => Instant, newId: () => string): Sessions {
  /** In the order of use. */
  const sessions = new Map<string, Session>();
  const keep = (key: string, session: Session): void => {
    sessions.delete(key);
    sessions.set(key, session);
  };
  const isOver = ({ until, usedAt }: Session): boolean => now() >= until || now() - usedAt >= idleLasts;
  /** Drops those that ended, and the longest unused where there are too many: of the same credential first. */
  const trim = (of: string): void => {
    for (const [key, session] of sessions) if (isOver(session)) sessions.delete(key);
    const own = [...sessions].filter(([, session]) => session.of === of).map(([key]) => key);
    for (const key of own.slice(0, Math.max(0, own.length - mostPerCredential))) sessions.delete(key);
    for (const key of [...sessions.keys()].slice(0, Math.max(0, sessions.size - mostInAll)))
      sessions.delete(key);
  };
  return {
    begin(of) {
      const id = newId();
      const until = now() + sessionLasts;
      keep(hashOf(id), { of, until, usedAt: now() });
      trim(of);
      return { id, until };
    },
    find(id, isUse) {
      const key = hashOf(id);
      const session = sessions.get(key);
      if (session === undefined) return undefined;
      if (isOver(session)) {
        sessions.delete(key);
        return undefined;
      }
      if (isUse) keep(key, { ...session, usedAt: now() });
      return session;
    },
    end(id) {
      sessions.delete(hashOf(id));
    },
  };
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
