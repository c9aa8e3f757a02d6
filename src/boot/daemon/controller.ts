import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { Publish } from '../../daemon/events.ts';
import type { ControllerSettings } from '../../daemon/parts.ts';
import { createController, type Running } from '../../daemon/run-controller.ts';
import { billOf } from '../../estimate/bill.ts';
import { createVolatileHistory } from '../../store/memory/history.ts';
import { createSqliteStore } from '../../store/sqlite/store.ts';
import type { Stack } from '../../model/resource.ts';
import type { Databases } from '../../runtime/database.ts';
import type { Host } from '../host.ts';
import type { Machine } from '../machine.ts';
import { openRealAws } from '../real.ts';
import { coordinationInside } from '../work-tree.ts';
import type { Whereabouts } from '../request.ts';
import type { EmbeddedAws } from './embedded.ts';
import { openSource, treesOf, type SourceHost } from './source.ts';
import { createRecordEnd, type RecordEnd } from '../../daemon/record/recorder.ts';
import { createEventRecord } from '../../daemon/record/events.ts';
import type { Shares } from '../shares.ts';
import { keptFor } from './kept.ts';
import { forSentManifests } from './sent-manifests.ts';
import { openTenure, type TenureParts } from './tenure.ts';

/** What a daemon asks of its machine besides what every run does. */
export interface DaemonHost extends Host, SourceHost {
  readonly databases: Databases;
  /** Writes a line to standard output; resolves once it is written. */
  print(line: string): Promise<void>;
}

export interface JoinRequest {
  readonly source: DaemonConfig['sources'][number];
  readonly settings: ControllerSettings;
  /** Of this source alone. */
  readonly dataDir: string;
  readonly version: string;
  readonly options: Pick<Whereabouts, 'endpoint'>;
  readonly publish: Publish;
  readonly machine: Machine;
  readonly embedded: EmbeddedAws | undefined;
  readonly retention: DaemonConfig['retention'];
  readonly backup: DaemonConfig['backup'];
  readonly record: DaemonConfig['record'];
  /** Divides the quotas of AWS among the processes that are known. */
  readonly shares?: Pick<Shares, 'note'>;
}

/** Joins one source with what works on its Stack. */
export function joinController(request: JoinRequest, host: DaemonHost): Running {
  const { settings, machine } = request;
  const { name } = request.source;
  const lines = createEventRecord();
  const end = createRecordEnd();
  const publish: Publish = (event) => {
    request.publish(event);
    lines.tell(event);
  };
  return createController({
    name,
    clock: machine.clock,
    random: host.randoms.stream(`queue ${name}`),
    source: openSource({ ...request, guardrails: settings.guardrails }, host),
    noHistory: createVolatileHistory(request.retention),
    settings,
    bill: (stack, cadence) => billOf({ stack, kinds: machine.kinds }, cadence),
    ...forSentManifests(settings, machine),
    publish,
    kept: keptFor(request, host.files),
    open: async (stack, seen) => {
      const misplaced = await coordinationInside(stack.settings.coordination, treesOf(request.source), host);
      if (misplaced.length > 0) return { refused: misplaced };
      return openTenure(
        stack,
        {
          host,
          machine,
          source: name,
          settings,
          publish,
          surroundings: async () =>
            request.embedded?.surroundings(stack) ??
            openRealAws(
              {
                stack,
                options: request.options,
                home: `${request.dataDir}/state`,
                writes: settings.maxMode !== 'observe',
                command: 'reconcile daemon',
                namesSource: true,
                version: request.version,
                progress: () => undefined,
                stop: new AbortController().signal,
              },
              host,
            ),
          signatures: request.source.git?.signersFile === undefined ? 'not-required' : 'required',
          needsBaseline: request.embedded === undefined,
          print: host.print,
          record: request.record,
          ...(request.shares === undefined ? {} : { shares: request.shares }),
          recordsTo: lines.to,
          kept: (stack) => keptOf(stack, { ...request, end }, host),
        },
        seen,
      );
    },
  });
}

/** Keeps all in one file beside the state; of an embedded AWS in memory nothing is worth a file. */
function keptOf(
  stack: Stack,
  {
    dataDir,
    embedded,
    retention,
    backup: { directory, keep },
    publish,
    end,
    source: { name },
  }: JoinRequest & { readonly end: RecordEnd },
  { databases, clock }: DaemonHost,
): ReturnType<TenureParts['kept']> {
  if (embedded?.isVolatile === true) return { history: createVolatileHistory(retention) };
  const store = createSqliteStore(
    {
      databases,
      clock,
      file: `${dataDir}/history.sqlite`,
      stack: stack.settings,
      told: (diagnostic) => {
        publish({ source: name, at: clock.now(), is: 'failed', during: 'opening the history', diagnostic });
      },
    },
    retention,
  );
  return {
    ...store,
    end,
    ...(directory === undefined ? {} : { backup: { directory: `${directory}/${name}`, keep } }),
  };
}
