import { createClient } from '../../daemon/control/client.ts';
import { isRefusal } from '../../daemon/control/control.ts';
import type { AnswerOf, OperationName, RequestOf } from '../../daemon/control/operations.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';
import { findDaemon } from './find.ts';
import type { Asker, Asking, AskingRequest } from './ports.ts';

/** Asks the daemon, or works beside the lease if there is none. Returns the exit code, or the refusal. */
export async function asking(request: AskingRequest, work: Asking): Promise<number | Refused> {
  const { invocation, io, version, paths, without } = request;
  const found = await findDaemon(invocation.options, paths, io);
  if (found.is === 'refused') return found;
  if (found.is === 'daemon') {
    const asker = await askDaemon(found.socket, invocation, io, version);
    return 'diagnostics' in asker ? asker : work(asker);
  }
  if (without === 'daemon')
    return refused(
      'control.needs-daemon',
      `reconcile ${invocation.command} needs a running daemon, and none was found`,
    );
  const { askingLocally } = await import('./local.ts');
  return askingLocally({ ...request, without }, work);
}

/** Asks the daemon at a socket, with the token of whoever asks. */
export async function askDaemon(
  socket: string,
  invocation: Invocation,
  io: Io,
  version: string,
): Promise<Asker | Refused> {
  const token = await tokenOf(invocation, io);
  if (typeof token === 'object') return token;
  const { http, clock } = io;
  const client = createClient({ http, clock, socket, version, ...(token === undefined ? {} : { token }) });
  return { ...client, isDaemon: true };
}

/** Asks, and goes on with the answer; a refusal ends the command. */
export async function answered<Name extends OperationName>(
  asker: Asker,
  name: Name,
  request: RequestOf<Name>,
  then: (answer: AnswerOf<Name>) => number | Refused | Promise<number | Refused>,
): Promise<number | Refused> {
  const answer = await asker.ask(name, request, new AbortController().signal);
  return isRefusal(answer) ? refusedWith(answer.refused) : then(answer);
}

function refusedWith(diagnostics: readonly Diagnostic[]): Refused {
  return { is: 'refused', diagnostics };
}

/** Takes the token from a file: on the command line, everybody on the machine could read it. */
export async function tokenOf({ options }: Invocation, io: Io): Promise<string | undefined | Refused> {
  const path = options.tokenFile ?? io.environment.variables['KEYWRIGHT_TOKEN_FILE'] ?? '';
  if (path === '') return undefined;
  const text = await io.files.read(path).catch(() => undefined);
  const token = text?.trim() ?? '';
  return /^\S+$/u.test(token)
    ? token
    : refused('control.token', `${path} must contain one token on one line`);
}
