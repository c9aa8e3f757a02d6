import { z } from 'zod';
import { address, errorCode, instant, only, reason, text } from '../../model/plan-schema/values.ts';
import { diagnostic } from './parts.ts';

const commit = z
  .strictObject({
    id: text.describe('Its id.'),
    subject: text.describe('The first line of its message.'),
    author: text.describe('Name and e-mail address, as the commit states them.'),
    at: instant.describe('When it was committed, as it states.'),
    signer: only(text, 'where a signer on the list of the operator signed it.'),
  })
  .meta({ id: 'Commit', description: 'A commit of Git.' });

const revision = {
  id: text.describe('The commit, or a digest of the files.'),
  commit: only(commit, 'where it comes from Git.'),
  since: instant.describe('Since when.'),
};

const wanted = z
  .strictObject({
    ...revision,
    id: only(text, 'where it could be read: the commit, or a digest of the files.'),
    is: z.enum(['waits', 'refused', 'unreachable']).describe('Why it is not in force.'),
    message: text.describe('Why, in one sentence.'),
    diagnostics: z.array(diagnostic).describe('The errors of the revision.'),
  })
  .meta({ id: 'WantedRevision', description: 'A revision that is not in force, and why.' });

const looks = z
  .strictObject({
    fastSeconds: z.number().describe('Seconds from one fast look to the next.'),
    fullSeconds: z.number().describe('Seconds from one full look to the next, stretched by `callsPerDay`.'),
    callsPerFastLook: z.int().describe('Calls of a fast look at everything in which nothing differs.'),
    callsPerFullLook: z.int().describe('Calls of a full look in which nothing differs.'),
    callsPerDay: z.int().describe('All of a day.'),
    kmsPerDay: z.int().describe('Of these, to KMS, which bills them.'),
    trailEventsPerDay: z
      .array(z.strictObject({ trail: text.describe('Its address.'), events: z.int().describe('Events.') }))
      .describe('The share recorded by each declared trail of management reads.'),
    usdIn30Days: z.number().describe('The cost by list prices, without deduction of free requests.'),
    overBudget: z.boolean().describe('True if the fast looks alone are over `callsPerDay`: they stay.'),
  })
  .meta({ id: 'Looks', description: 'How often AWS is asked, and what that costs.' });

const underWay = z
  .strictObject({
    since: instant.describe('When it began.'),
    steps: only(z.int(), 'once it applies: how many steps it has.'),
    ended: only(z.int(), 'once it applies: how many of them are over.'),
    waits: only(
      z.strictObject({
        reason,
        why: text.describe('The address, and why, in one sentence.'),
        until: instant.describe('When it asks again or gives up.'),
      }),
      'where it waited: for what, at the last time.',
    ),
  })
  .meta({ id: 'UnderWay', description: 'A pass of a daemon that is not over.' });

export const daemonPart = z
  .strictObject({
    source: text.describe('Its name in the configuration.'),
    maxMode: z.enum(['observe', 'approve', 'enforce']).describe('The mode that nothing here goes beyond.'),
    ready: z.boolean().describe('Whether its verdicts can be relied on now.'),
    unready: z.array(text).describe('Why it is not ready, each in one sentence.'),
    wedged: z.boolean().describe('True if it hangs and must be started again.'),
    leadership: z
      .strictObject({
        is: z
          .enum(['candidate', 'leader', 'lost', 'standby', 'yielded'])
          .describe('Only a leader writes; the others look.'),
        since: instant.describe('Since when.'),
        by: only(text, 'while another holds the lease: who.'),
      })
      .describe('Whether this process may write.'),
    inForce: only(z.strictObject(revision), 'after the first good revision: what AWS is kept to.'),
    pinned: only(wanted, 'where the commit that a person rolled back to is not in force.'),
    wanted: only(
      wanted,
      'where the source declares something else than what is in force, or cannot be read.',
    ),
    dropped: only(
      z.array(z.strictObject({ ...revision, address })),
      'where manifests were dropped while it ran: orphans in AWS, and the revision that dropped each.',
    ),
    looks: only(looks, 'once a revision is in force: how often AWS is asked, and what that costs.'),
    fullAt: only(instant, 'after the first whole look: when everything was last read.'),
    tokensFile: only(
      z.strictObject({
        since: instant.describe('Since when.'),
        mistakes: z.int().describe('How many mistakes it has: the log names each.'),
        code: errorCode.describe('The code of the first one.'),
        counting: z.int().describe('How many tokens count meanwhile.'),
      }),
      'while the tokens file of the API is broken or missing: nothing new in it counts.',
    ),
    underWay: only(underWay, 'while a pass that may write is not over: how far it is.'),
  })
  .meta({ id: 'DaemonPart', description: 'The daemon that answers: its source, and whether it may write.' });
