import { z } from 'zod';
import { instant, only, text } from '../../../model/plan-schema/values.ts';
import { daemonPart } from '../daemon.ts';
import { inEffect } from '../in-effect.ts';
import { statusCounts } from '../status.ts';

const overview = z
  .strictObject({
    source: text.describe('Its name in the configuration of the daemon.'),
    stack: text.describe('Name of the stack.'),
    counts: statusCounts,
    attention: z
      .strictObject({
        critical: z.int().describe('Dangers, e.g. access opened by hand.'),
        warning: z.int().describe('Waiting, blocked or unreadable resources.'),
      })
      .describe('How many findings a person should look at.'),
    waitingSteps: z.int().describe('Steps of the current plan that wait for a person.'),
    planId: only(text, 'once there is one: the current plan.'),
    oldestDrift: only(
      z.strictObject({
        address: text.describe('The resource.'),
        since: instant.describe('When it was first seen.'),
        text: text.describe('The change, in one sentence.'),
      }),
      'while there is drift: the one that is open for longest.',
    ),
    look: z
      .strictObject({
        fullAt: only(instant, 'after the first whole look: when everything was last read.'),
        fullSeconds: z.number().describe('Seconds from one full look to the next.'),
        stale: z.boolean().describe('True if the last full look is older than two intervals.'),
        resources: z.int().describe('Resources that are managed.'),
        read: z.int().describe('Of these, those of which every part was read at the last look.'),
        regions: z.int().describe('Regions in which they live.'),
      })
      .describe('How old and how complete the verdicts are.'),
    calls: z
      .strictObject({
        lastHour: z.int().describe('Requests sent to AWS in the last hour, as far as this process runs.'),
        throttledLastHour: z.int().describe('Of these, those that AWS throttled.'),
      })
      .describe('The requests to AWS.'),
    daemon: daemonPart,
    inEffect: only(inEffect, 'where persons decided something that still counts.'),
  })
  .meta({ id: 'Overview', description: 'One source and its Stack, in figures.' });

export const overviewBodySchema = z
  .strictObject({
    version: text.describe('Version of the daemon.'),
    at: instant.describe('When this was answered (UTC).'),
    items: z.array(overview).describe('One for each source that the caller may see.'),
  })
  .meta({ id: 'OverviewList', description: 'Every source in figures.' });
