import { aboard } from '../../engine/aboard.ts';
import { look } from '../../engine/look.ts';
import { standingRejections } from '../../daemon/decide/rejections.ts';
import { noDecisions } from '../../model/decisions.ts';
import { inEffectOf, isAnythingIn } from '../../report/display/in-effect.ts';
import { statusOf } from '../../report/display/status.ts';
import { exitCodeOfStatus } from '../../report/exit.ts';
import type { Address } from '../../model/address.ts';
import { answered, askDaemon } from '../control/asker.ts';
import type { Asker } from '../control/ports.ts';
import { findDaemon } from '../control/find.ts';
import { wordsOf } from '../control/words.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { createOutput, noSource } from '../output.ts';
import { refused, type Refused } from '../refused.ts';
import { viewRefusal } from '../view.ts';
import { withSession } from '../session.ts';

/**
 * Shows how a stack, or single resources of it, stand: by the last looks of a running daemon, or by a look of now.
 * Writes nothing, to AWS or to a disk. Exit: 0 all in sync and healthy, 2 something is not, 1 an error or something
 * could not be read.
 */
export async function status(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const unclear = viewRefusal(invocation.options);
  if (unclear !== undefined) return unclear;
  const { addresses, paths } = await wordsOf(invocation.args, io);
  const found = await findDaemon(invocation.options, paths, io);
  if (found.is === 'refused') return found;
  if (found.is === 'none') return statusNow(invocation, { only: addresses, paths }, io, version);
  const asker = await askDaemon(found.socket, invocation, io, version);
  return 'diagnostics' in asker ? asker : statusKnown(invocation, addresses, asker, io, version);
}

/** Shows how a daemon knows it to stand: of one source, or of all. The gravest exit code counts. */
function statusKnown(
  { options }: Invocation,
  only: readonly Address[],
  asker: Asker,
  io: Io,
  version: string,
): Promise<number | Refused> {
  const request = {
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(only.length === 0 ? {} : { addresses: [...only] }),
  };
  return answered(asker, 'status', request, ({ items }) => {
    if (items.length > 1 && options.output !== 'human') {
      const names = items.map(({ daemon }) => daemon?.source ?? '').join(', ');
      return refused('control.which-source', `-o ${options.output} shows one source: ${names}`);
    }
    const output = createOutput(options, io, version);
    const exits = items.map((display, at) => {
      if (at > 0) io.terminal.out('\n');
      output.status(display, noSource);
      return exitCodeOfStatus(display, options.failOn);
    });
    return exits.includes(1) ? 1 : Math.max(0, ...exits);
  });
}

function statusNow(
  invocation: Invocation,
  { only, paths }: { readonly only: readonly Address[]; readonly paths: readonly string[] },
  io: Io,
  version: string,
): Promise<number> {
  const options = { ...invocation.options, target: only };
  return withSession(
    { invocation: { ...invocation, options }, io, version, writes: false, from: paths },
    async ({ request, run, booted, output, source }) => {
      const { ports } = aboard(booted.machine, booted.estate, run);
      const { journal, clock } = ports;
      const looked = await look(request, ports);
      const decisions = (await journal.decisions()) ?? noDecisions;
      const rejections = standingRejections(decisions, looked.plan);
      const inEffect = inEffectOf({ ...decisions, rejections }, await journal.stopOrder(), clock.now());
      const display = statusOf({
        plan: looked.plan,
        observations: looked.observed.observations,
        resources: looked.stack.resources,
        lastApplied: looked.lastApplied,
        intents: await journal.openIntents(),
        lease: await journal.holder(clock.now()),
        now: clock.now(),
        only,
      });
      output.status({ ...display, ...(isAnythingIn(inEffect) ? { inEffect } : {}) }, source);
      return exitCodeOfStatus(display, options.failOn);
    },
  );
}
