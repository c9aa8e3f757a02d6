import { linesOf, loadFiles } from '../../boot/manifests.ts';
import { readSources } from '../../manifest/sources/directory.ts';
import type { AnswerOf } from '../../daemon/control/operations.ts';
import { plural } from '../../model/plural.ts';
import { tokenOf } from '../control/asker.ts';
import type { Io } from '../io.ts';
import { manifestPaths } from '../manifests.ts';
import type { Invocation } from '../options.ts';
import { createOutput } from '../output.ts';
import type { Refused } from '../refused.ts';
import { serverAt } from './address.ts';
import { askServer } from './ask.ts';
import { toSend, withinOne } from './sent-files.ts';

/** Has a daemon plan the manifests, without AWS credentials here, and shows the plan as one that was made here. */
export async function planAtServer(
  given: string,
  invocation: Invocation,
  io: Io,
  version: string,
): Promise<number | Refused> {
  const { options, args } = invocation;
  const server = serverAt(given);
  if ('is' in server) return server;
  const token = await tokenOf(invocation, io);
  if (typeof token === 'object') return token;
  const paths = await manifestPaths(args, io.files);
  const files = withinOne(await readSources(paths, io.files), io.environment.cwd);
  const source = linesOf(files);
  const loaded = loadFiles(files, io.clock.now());
  // What is wrong with the manifests, no server need say.
  if (loaded.is === 'refused') return { is: 'refused', diagnostics: loaded.diagnostics, source };
  const answer = await askServer(
    {
      server,
      token,
      version,
      body: {
        files: [...toSend(files)],
        ...(options.source === undefined ? {} : { source: options.source }),
        ...(options.commit === undefined ? {} : { commit: options.commit }),
      },
    },
    io,
  );
  if ('is' in answer) return answer;
  const { plan, exitCode, diagnostics, observed, paths: firstPaths = {} } = answer;
  if (plan === undefined) return { is: 'refused', diagnostics, source };
  const output = createOutput(options, io, version, args);
  output.display(plan, source, loaded.stack, new Map(Object.entries(firstPaths)));
  if (observed !== undefined) output.note(basis(observed));
  const fails = options.failOn === 'orphans' && plan.orphans.length > 0;
  return exitCode === 0 && fails ? 2 : exitCode;
}

/** Says what a plan rests on: it is as old as what the daemon saw. */
function basis({ oldest, asked, refused }: NonNullable<AnswerOf<'speculate'>['observed']>): string {
  const told = [
    oldest === undefined ? [] : [`AWS as the daemon saw it, at the earliest at ${oldest}`],
    asked === 0 ? [] : [`${plural(asked, 'read')} for this plan`],
    refused === 0 ? [] : [`${plural(refused, 'read')} not sent: these resources are unknown`],
  ].flat();
  return `\nPlanned against ${told.join('; ')}.`;
}
