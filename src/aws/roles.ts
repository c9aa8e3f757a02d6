import type { Call, Role } from '../model/call.ts';
import type { AccountSettings } from '../model/resource.ts';
import { isRead } from './operations.ts';
import { isDestroying } from './services/destroying.ts';

/** What says which role signs a call. */
export interface RoleParts {
  readonly accounts: readonly Pick<AccountSettings, 'id' | 'roles'>[];
  /** Whether a call is about lease, journal and decisions. */
  isOfJournal(call: Call): boolean;
}

/** Gives the role that signs a call: one that is made for it, else the read or the write role. */
export function roleFor({ accounts, isOfJournal }: RoleParts): (call: Call) => Role {
  const named = new Map(accounts.map(({ id, roles }) => [id, roles]));
  return (call) => {
    const roles = named.get(call.at.account);
    if (roles?.coordination !== undefined && isOfJournal(call)) return 'coordination';
    if (isRead(call.op)) return 'read';
    return roles?.destroy !== undefined && isDestroying(call.op) ? 'destroy' : 'write';
  };
}

/** Returns one of two roles, for a caller that names no others. */
export function readOrWrite({ op }: Pick<Call, 'op'>): Role {
  return isRead(op) ? 'read' : 'write';
}
