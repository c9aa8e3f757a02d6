import { aboard } from '../../engine/aboard.ts';
import { look } from '../../engine/look.ts';
import { isAddress, type Address } from '../../model/address.ts';
import { statusOf } from '../../report/display/status.ts';
import { exitCodeOfStatus } from '../../report/exit.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { withSession } from '../session.ts';

/**
 * Shows how a stack, or single resources of it, stand in AWS. Writes nothing, to AWS or to a disk.
 * Exit: 0 all in sync and healthy, 2 something is not, 1 an error or something could not be read.
 */
export async function status({ args, ...invocation }: Invocation, io: Io, version: string): Promise<number> {
  const { only, paths } = await apart(args, io);
  const options = { ...invocation.options, target: only };
  return withSession(
    { invocation: { ...invocation, args, options }, io, version, writes: false, from: paths },
    async ({ request, run, booted, output, source }) => {
      const { ports } = aboard(booted.machine, booted.estate, run);
      const { journal, clock } = ports;
      const looked = await look(request, ports);
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
      output.status(display, source);
      return exitCodeOfStatus(display, options.failOn);
    },
  );
}

/** `Key/orders` is an address unless there is such a file. */
async function apart(
  args: readonly string[],
  { files }: Pick<Io, 'files'>,
): Promise<{ readonly only: readonly Address[]; readonly paths: readonly string[] }> {
  const only: Address[] = [];
  const paths: string[] = [];
  for (const word of args) {
    if (isAddress(word) && (await files.stat(word)) === undefined) only.push(word);
    else paths.push(word);
  }
  return { only, paths };
}
