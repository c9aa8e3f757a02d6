import type { AnswerOf } from '../../daemon/control/operations.ts';
import { revisionText } from '../../report/human/status-daemon.ts';
import { visible } from '../../report/text/visible.ts';
import { cannotAsk } from '../ask.ts';
import { answered, asking } from '../control/asker.ts';
import type { Asker } from '../control/ports.ts';
import { showDecision } from '../control/show.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

/** Accepts the revision that waits, or is in force: the one that was named or shown. Exit: 0 accepted, 1 not. */
export function acceptBaseline(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { options, args } = invocation;
  const [named] = args;
  const of = options.source === undefined ? {} : { source: options.source };
  return asking({ invocation, io, version, paths: [], without: 'daemon', decides: true }, async (asker) => {
    // Who types the revision has answered what would be asked.
    const seen = named ?? (await shown(asker, invocation, io));
    if (typeof seen !== 'string') return seen;
    return answered(asker, 'accept-baseline', { ...of, revision: seen }, (decision) => {
      showDecision(decision, invocation, io);
      return 0;
    });
  });
}

/** Finds the revision that waits for a person: what comes after a pin waits for its end. */
function acceptable({
  daemon,
  inEffect,
}: AnswerOf<'status'>['items'][number]): Parameters<typeof revisionText>[0] | undefined {
  const { pinned, wanted, inForce } = daemon ?? {};
  for (const one of [pinned, inEffect?.pin === undefined ? wanted : undefined])
    if (one?.is === 'waits' && one.id !== undefined) return { ...one, id: one.id };
  return inForce;
}

/** Shows the revision and asks; gives its id after a yes. */
async function shown(asker: Asker, { options }: Invocation, io: Io): Promise<string | number | Refused> {
  const { source, yes } = options;
  let found: string | undefined;
  const ended = await answered(asker, 'status', source === undefined ? {} : { source }, async ({ items }) => {
    const [item, ...more] = items;
    if (item === undefined || more.length > 0)
      return refused('control.which-source', 'the daemon has several sources', 'choose one with --source');
    const revision = acceptable(item);
    if (revision === undefined) return refused('control.nothing', 'the source has no revision to accept yet');
    if (!yes) {
      const silent = cannotAsk(options, io);
      if (silent !== undefined) return { is: 'refused', diagnostics: [silent] };
      const question = `Accept ${visible(revisionText(revision))} as the baseline of ${item.stack}?`;
      const answer = await io.terminal.ask(
        `\n${question}\n  Only 'yes' will be accepted: `,
        new AbortController().signal,
      );
      if (answer?.trim() !== 'yes') {
        io.terminal.err('Not accepted.\n');
        return 1;
      }
    }
    found = revision.id;
    return 0;
  });
  return found ?? ended;
}
