import { z } from 'zod';
import type { Removal } from '../../../model/kind/end.ts';
import { idOf } from '../../../model/kind/identity.ts';
import { day } from '../../../model/instant.ts';
import { kms } from '../../../aws/services/kms.ts';
import { GrantList } from './grant-list.ts';
import type { SharedKeyReads, SharedKeySpec } from './reads.ts';
import { encryptionReads, userReads, usersOf } from './users.ts';
import { isPendingDeletion } from './state.ts';
import { plural } from '../../../model/plural.ts';

const LastUsage = z.object({
  KeyLastUsage: z.object({ Operation: z.string().nullish(), Timestamp: z.string().nullish() }).nullish(),
});

/** How long a disabled key is watched before its deletion is scheduled: what still needs it will show. */
const quietDaysDisabled = 7;

/** Days a deletion waits, the longest KMS offers (KMS API, ScheduleKeyDeletion: 7 to 30). */
const windowInDays = 30;

/**
 * A key is taken away in two steps, disable and schedule, and never while something uses it (design §5).
 * Grants, usage and deletion are each Region's own (KMS Developer Guide, multi-region-keys-overview).
 */
export const sharedKeyRemoval: Removal<SharedKeySpec, SharedKeyReads> = {
  reads: {
    ...userReads,
    grants: {
      trust: 'truth',
      asks: ['kms:ListGrants'],
      call: (at) => kms.listGrants(at.place, { KeyId: idOf(at, 'keyId') }),
      parse: (answer) => GrantList.parse(answer).Grants ?? [],
    },
    lastUsage: {
      trust: 'truth',
      asks: ['kms:GetKeyLastUsage'],
      call: (at) => kms.getKeyLastUsage(at.place, { KeyId: idOf(at, 'keyId') }),
      parse: (answer) => LastUsage.parse(answer).KeyLastUsage ?? {},
    },
  },
  follow: { asks: ['s3:GetBucketEncryption'], reads: (extra) => encryptionReads(extra) },
  calls: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
  watch: { after: 'disable', for: quietDaysDisabled * day, hasBegun: (state) => state === 'Disabled' },
  blockers(at, reads, extra, now) {
    const grants = z.array(z.unknown()).catch([]).parse(extra['grants']);
    const usage = z
      .object({ Operation: z.string().nullish(), Timestamp: z.string().nullish() })
      .catch({})
      .parse(extra['lastUsage']);
    const usedAt = typeof usage.Timestamp === 'string' ? Date.parse(usage.Timestamp) : undefined;
    const quietDays = usedAt === undefined ? undefined : Math.floor((now - usedAt) / day);
    const disabled = reads.metadata?.state === 'Disabled';
    return [
      ...usersOf(at, extra),
      ...(grants.length === 0
        ? []
        : [`${plural(grants.length, 'grant still gives', 'grants still give')} access to it`]),
      ...(quietDays === undefined || quietDays >= quietBefore(disabled)
        ? []
        : [
            `${usage.Operation ?? 'an operation'} used it ${quietDays === 0 ? 'today' : `${plural(quietDays, 'day')} ago`}`,
          ]),
    ];
  },
  next(at, reads) {
    const state = reads.metadata?.state ?? 'unknown';
    const KeyId = idOf(at, 'keyId');
    if (state === 'Enabled') {
      return {
        name: 'disable',
        calls: [kms.disableKey(at.place, { KeyId })],
        changes: [{ path: '/enabled', before: true, after: false }],
        risk: {
          class: 'disable',
          message: `the tombstone disables the key, so that remaining users are noticed; after ${plural(quietDaysDisabled, 'day')} without use a later run asks to schedule its deletion`,
        },
      };
    }
    if (isPendingDeletion(state)) return undefined;
    return {
      name: 'schedule-deletion',
      calls: [kms.scheduleKeyDeletion(at.place, { KeyId, PendingWindowInDays: windowInDays })],
      changes: [{ path: '/deletion', before: 'none', after: `scheduled in ${plural(windowInDays, 'day')}` }],
      risk: {
        class: 'delete',
        message: `after ${plural(windowInDays, 'day')} the key is deleted, and its data is permanently unreadable`,
      },
    };
  },
};

/**
 * Returns for how many days a key must have been quiet. An enabled key that is used keeps being used; a disabled one
 * must have been quiet for a week.
 */
function quietBefore(disabled: boolean): number {
  return disabled ? quietDaysDisabled : 30;
}
