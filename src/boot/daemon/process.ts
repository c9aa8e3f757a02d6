import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import { settingsDigest } from '../../daemon/config/digest.ts';
import { guardrailsOfSource, modeOfSource } from '../../daemon/config/check.ts';
import type { Publish } from '../../daemon/events.ts';
import type { ControllerSettings } from '../../daemon/parts.ts';
import type { Running } from '../../daemon/run-controller.ts';
import { defaultTiming } from '../../engine/ports.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { digestOf } from '../../model/digest.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import type { SourceLine } from '../../report/human/excerpt.ts';
import { createShares } from '../shares.ts';
import { createMachine, type Machine } from '../machine.ts';
import { dataInside } from '../work-tree.ts';
import { guardrailsAsked } from '../guardrails.ts';
import type { Whereabouts } from '../request.ts';
import { joinController, type DaemonHost } from './controller.ts';
import { createEmbeddedAws, type EmbeddedAws, type OpenedAws } from './embedded.ts';
import { treesOf } from './source.ts';

export interface ProcessRequest {
  readonly config: DaemonConfig;
  readonly version: string;
  /** Absolute: where everything of this process is kept. */
  readonly dataDir: string;
  readonly options: Pick<Whereabouts, 'sandbox' | 'endpoint'>;
  /** The port at which the embedded AWS answers the aws CLI. */
  readonly sandboxPort?: number;
  readonly publish: Publish;
  /** Told how people reach the embedded AWS, once there is one. */
  opened(about: OpenedAws): void;
}

/** All that one process runs. */
export interface DaemonProcess {
  readonly machine: Machine;
  readonly controllers: readonly Running[];
  close(): Promise<void>;
}

export interface ProcessRefused {
  readonly refused: readonly Diagnostic[];
  readonly source?: SourceLine;
}

/**
 * How many resources one batch works on: few enough that a batch is over in seconds, and many enough that what a pass
 * needs of the whole estate is not worked out too often.
 */
const batch = 250;

/** Joins the controllers of all sources, or says why none starts. */
export async function openProcess(
  request: ProcessRequest,
  host: DaemonHost,
): Promise<DaemonProcess | ProcessRefused> {
  const { config, publish, options } = request;
  const shares = createShares(config);
  const machine = createMachine({
    ...host,
    share: shares.of,
    traffic: (event) => {
      publish({ source: '', at: event.at, is: 'progress', event });
    },
  });
  const embedded = embeddedOf(request, host);
  const controllers: Running[] = [];
  for (const source of config.sources) {
    const trees = treesOf(source);
    // An embedded AWS has nothing that a commit could take over.
    const misplaced = embedded === undefined ? await dataInside(request.dataDir, trees, host) : [];
    if (misplaced.length > 0) return { refused: misplaced };
    const bounds = await guardrailsAsked(guardrailsOfSource(config, source), trees, host);
    if (bounds.is === 'refused')
      return {
        refused: bounds.diagnostics,
        ...(bounds.source === undefined ? {} : { source: bounds.source }),
      };
    const guardrails = bounds.is === 'ok' ? bounds.guardrails : undefined;
    controllers.push(
      joinController(
        {
          source,
          settings: settingsOf(request, source, guardrails),
          dataDir: `${request.dataDir}/${source.name}`,
          version: request.version,
          options,
          publish,
          machine,
          embedded,
          retention: config.retention,
          backup: config.backup,
          record: config.record,
          shares,
        },
        host,
      ),
    );
  }
  return {
    machine,
    controllers,
    close: async () => {
      await embedded?.close();
    },
  };
}

function embeddedOf(
  { options: { sandbox }, sandboxPort, opened }: ProcessRequest,
  host: DaemonHost,
): EmbeddedAws | undefined {
  if (sandbox === undefined) return undefined;
  const directory = sandbox === 'memory' ? undefined : sandbox.directory;
  return createEmbeddedAws({ host, directory, port: sandboxPort, opened });
}

function settingsOf(
  { config, version }: ProcessRequest,
  source: DaemonConfig['sources'][number],
  guardrails: Guardrails | undefined,
): ControllerSettings {
  return {
    under: {
      version,
      settings: settingsDigest(config),
      guardrails: digestOf(JSON.stringify(guardrails ?? null)),
    },
    maxMode: modeOfSource(config, source),
    cadence: config.cadence,
    ...(config.callsPerDay === undefined ? {} : { callsPerDay: config.callsPerDay }),
    timing: defaultTiming,
    batch,
    ...(guardrails === undefined ? {} : { guardrails }),
  };
}
