import { resolve } from 'node:path';
import type { DaemonHost } from '../../boot/daemon/controller.ts';
import { metricsOf, openDoors, type DoorHost } from '../../boot/daemon/doors.ts';
import { createMessages, type MessageHost } from '../../boot/daemon/messages.ts';
import { openProcess, type ProcessRefused } from '../../boot/daemon/process.ts';
import { createTroubles } from '../../boot/daemon/trouble.ts';
import { modeOfSource } from '../../daemon/config/check.ts';
import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import { runDaemon } from '../../daemon/daemon.ts';
import type { DaemonEvent } from '../../daemon/events.ts';
import { createLogLines } from '../../daemon/log/records.ts';
import { tellAll } from '../../daemon/tell-all.ts';
import { realCommands } from '../../runtime/commands.ts';
import { startedText } from '../../report/human/daemon.ts';
import { realHttpClient } from '../../runtime/http-client.ts';
import { realHttpServers } from '../../runtime/http-server.ts';
import { realLocalHttp } from '../../runtime/local-http.ts';
import { processUsage, processUser } from '../../runtime/usage.ts';
import { realDatabases } from '../../runtime/database.ts';
import { printLine } from '../../runtime/lines.ts';
import { realNames } from '../../runtime/names.ts';
import { realWatches } from '../../runtime/watch.ts';
import { stateFolder } from '../../store/location.ts';
import type { Io } from '../io.ts';
import { createLog, type Log } from '../log/log.ts';
import { createTerminalLog } from '../log/terminal-log.ts';
import { looksOf } from '../look.ts';
import type { Invocation } from '../options.ts';
import { daemonConfigAsked, probeAddressAsked } from './daemon-config.ts';
import { createGreeting } from './daemon-greeting.ts';
import { daemonHealth } from './daemon-health.ts';
import { refused, type Refused } from '../refused.ts';
import { pageDirectory } from '../start.ts';
import { watchStop } from '../stop.ts';
import { stoppedInTime } from '../stopped-in-time.ts';

/** Keeps AWS as its sources declare it, until SIGTERM. Exit: 0 stopped, 1 it could not start. */
export async function daemon(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  if (invocation.given['health'] === true) {
    const address = await probeAddressAsked(invocation, io);
    if (typeof address !== 'string') return address;
    return daemonHealth(address, io, { http: realHttpClient(), names: realNames() });
  }
  const config = await daemonConfigAsked(invocation, io);
  if ('is' in config) return config;
  const { options } = invocation;
  const dataDir = dataDirOf(config, invocation, io);
  if (dataDir === undefined)
    return refused('cli.usage', 'the daemon has no data directory', 'pass one with --data-dir DIR');
  const subscribers: ((event: DaemonEvent) => void)[] = [];
  const begun: { log?: Pick<Log, 'put'> } = {};
  const publish = tellAll(subscribers, (error) => {
    const why = error instanceof Error ? error.message : String(error);
    begun.log?.put({ level: 'error', msg: 'reporting an event failed', fields: { why } });
  });
  const host = daemonHost(io);
  const greeting = createGreeting({
    sources: config.sources.map(({ name }) => name),
    program: io.environment.variables['npm_lifecycle_event'] === undefined ? 'reconcile' : 'npx reconcile',
    write: isForPeople(options, io) ? io.terminal.err : ignored,
  });
  const process = await openProcess(
    {
      config,
      version,
      dataDir,
      options,
      sandboxPort: options.sandboxPort,
      publish,
      opened: greeting.opened,
    },
    host,
  );
  if ('refused' in process) return refusal(process);
  const troubles = createTroubles();
  const controllers = troubles.over(process.controllers.map(({ controller }) => controller));
  const metrics = metricsOf({ version, controllers }, host);
  const log = await logOf(config, invocation, io);
  begun.log = log;
  const logLines = createLogLines(config.log.requests);
  const messages = createMessages(
    {
      config,
      controllers,
      metrics,
      lost: (to, outcome, why) => {
        log.put({ level: 'error', msg: 'notification', fields: { to, outcome, why } });
      },
    },
    host,
  );
  subscribers.push(metrics.listen, messages.listen, (event) => {
    logLines(event).forEach(log.put);
    greeting.listen(event);
  });
  const stop = watchStop(io, true);
  const doors = await openDoors(
    {
      config,
      version,
      dataDir,
      controllers,
      metrics,
      anyPort: options.sandbox !== undefined,
      stopping: stop.asked,
      publish,
      troubles,
      pageDirectory,
    },
    host,
  );
  if ('refused' in doors) {
    await process.close();
    stop.end();
    return refusal(doors);
  }
  subscribers.push(doors.listen);
  const about = {
    version,
    sources: config.sources.map((source) => ({
      name: source.name,
      from: source.directory ?? source.git?.url ?? '',
      mode: modeOfSource(config, source),
    })),
    embedded: options.sandbox !== undefined,
    probe: doors.probe,
    socket: doors.socket,
    api: doors.api,
    webhook: doors.webhook,
  };
  if (isForPeople(options, io))
    io.terminal.err(
      startedText({
        ...about,
        api: withToken(doors.api, doors.apiToken),
        printsRecord: !io.environment.stdout.isTerminal,
      }),
    );
  else log.put({ level: 'info', msg: 'daemon', fields: about });
  await stoppedInTime(
    [
      () => Promise.all([runDaemon(process.controllers, stop.signal), messages.run(stop.signal)]),
      () => Promise.all([doors.close(), process.close()]),
    ],
    stop.signal,
    io,
  );
  stop.end();
  return 0;
}

/** Puts the token of a trial behind `#`, where a browser keeps it to itself. */
function withToken(url: string | undefined, token: string | undefined): string | undefined {
  return url === undefined || token === undefined
    ? url
    : Object.assign(new URL(url), { hash: `token=${token}` }).href;
}

function refusal({ refused: diagnostics, source }: ProcessRefused): Refused {
  return { is: 'refused', diagnostics, ...(source === undefined ? {} : { source }) };
}

/**
 * Returns true if words that are no log are welcome: somebody tries it, or sits before it. Elsewhere standard error
 * holds lines of JSON only.
 */
function isForPeople(
  { sandbox }: Pick<Invocation['options'], 'sandbox'>,
  { environment }: Pick<Io, 'environment'>,
): boolean {
  return sandbox !== undefined || environment.stderr.isTerminal;
}

/** Creates the log, which goes where the operator wants it; the record has standard output. */
async function logOf(
  { log: { level, to } }: DaemonConfig,
  { options }: Invocation,
  { terminal, clock, environment }: Io,
): Promise<Pick<Log, 'put'>> {
  const parts = {
    level,
    write: to === 'stdout' ? terminal.out : terminal.err,
    now: () => clock.now(),
  };
  const looks = looksOf(options, environment);
  return environment[to].isTerminal
    ? createTerminalLog({ ...parts, style: to === 'stdout' ? looks.out.style : looks.err.style })
    : createLog(parts);
}

function ignored(): void {
  // Nobody reads it.
}

/** Prints the record, but not on a terminal: there nobody keeps it, and it would hide everything else. */
function printed({ environment }: Io): (line: string) => Promise<void> {
  return environment.stdout.isTerminal ? () => Promise.resolve() : printLine;
}

function daemonHost(io: Io): DaemonHost & DoorHost & MessageHost {
  return {
    ...io,
    watches: realWatches(),
    commands: realCommands(),
    names: realNames(),
    databases: realDatabases(),
    servers: realHttpServers(),
    http: realHttpClient(),
    local: realLocalHttp(),
    usage: processUsage,
    user: processUser(),
    print: printed(io),
  };
}

/**
 * Finds the directory for data. Of an embedded AWS in memory nothing is worth keeping, but its control needs a place.
 */
function dataDirOf(
  { dataDir, sources }: DaemonConfig,
  { options: { sandbox } }: Invocation,
  { environment }: Io,
): string | undefined {
  if (dataDir !== undefined) return resolve(environment.cwd, dataDir);
  const state = stateFolder(environment.variables);
  const name = sources.map((source) => source.name).join('+');
  return state === undefined ? undefined : `${state}/${sandbox === undefined ? 'daemon' : 'sandbox'}-${name}`;
}
