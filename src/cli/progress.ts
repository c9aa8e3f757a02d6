import { second, type Duration, type Instant } from '../model/instant.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { frameOf } from '../report/progress/frame.ts';
import { heartbeat, plainLine } from '../report/progress/plain.ts';
import { advance, idle } from '../report/progress/state.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { looksOf } from './look.ts';

/** How a person sees what goes on: an area at the bottom of a terminal, or a line for what is worth one. */
export interface Progress {
  event(event: ProgressEvent): void;
  /** Sets the estimate of the work that starts now, in milliseconds: the area shows the time left. */
  expect(time: Duration | undefined): void;
  /** Removes the area. Nothing is printed after it. */
  end(): void;
}

export interface ProgressRequest {
  readonly options: Pick<Options, 'output' | 'calls' | 'color'>;
  readonly io: Pick<Io, 'terminal' | 'environment' | 'clock' | 'signals' | 'processes'>;
  /** The time that events carry: the sandbox has its own. */
  now(): Instant;
  /** Nobody else answers to Ctrl-C. */
  readonly endsOnSignal: boolean;
}

/** Between two drawings; faster than this nobody reads. */
const redraw: Duration = 100;
const silence: Duration = 30 * second;
/** 128 and the number of SIGINT, as shells count. */
const interrupted = 130;

/** While the live area is visible, print only finished steps above it. */
const scrolls: ReadonlySet<ProgressEvent['is']> = new Set(['step-ended', 'call-sent']);

export function startProgress({ options, io, now, endsOnSignal }: ProgressRequest): Progress {
  const { terminal, clock } = io;
  const way = wayOf(options, io.environment);
  const { style } = looksOf(options, io.environment).err;
  const stop = new AbortController();
  const told = new Set<string>();
  let state = idle;
  let expectedEnd: Instant | undefined;
  let lastAt = clock.now();
  let ticking = false;

  function isOn(): boolean {
    return !stop.signal.aborted;
  }

  function draw(): void {
    const { columns, rows } = terminal.size() ?? { columns: 80, rows: 24 };
    lastAt = clock.now();
    const more = expectedEnd === undefined ? {} : { expectedEnd };
    terminal.area(frameOf(state, now(), { columns, rows, style, ...more }));
  }

  function say(line: string | undefined): void {
    if (line === undefined) return;
    terminal.err(`${line}\n`);
    if (way === 'lines') lastAt = clock.now();
  }

  function beat(): void {
    if (way === 'area') draw();
    else if (clock.now() - lastAt >= silence) say(heartbeat(state, now(), expectedEnd));
  }

  /** Ticks while the clock moves: one that stands still, as tests may have, would tick for ever. */
  async function tick(): Promise<void> {
    ticking = true;
    for (let before = -Infinity; isOn() && clock.now() > before;) {
      before = clock.now();
      await clock.sleep(way === 'area' ? 2 * redraw : second, stop.signal);
      if (isOn()) beat();
    }
  }

  const unsubscribes =
    way !== 'area'
      ? []
      : [
          terminal.onResize(draw),
          ...(endsOnSignal
            ? [
                io.signals.onStop(() => {
                  terminal.area([]);
                  io.processes.exit(interrupted);
                }),
              ]
            : []),
        ];

  return {
    event(event) {
      if (way === 'none' || !isOn()) return;
      const before = state.phase;
      state = advance(state, event);
      if (way === 'lines' || scrolls.has(event.is))
        say(plainLine(event, state, told, { calls: options.calls === 'full' }));
      if (state.phase !== before) {
        lastAt = clock.now();
        // A quick look draws nothing; an apply shows at once how much there is to do.
        if (way === 'area' && (state.phase === 'idle' || state.phase === 'applying')) draw();
      }
      if (way === 'area' && clock.now() - lastAt >= redraw) draw();
      if (!ticking) void tick();
    },
    expect(time) {
      // An apply looks again and goes on with what AWS did not show: the estimate is of all of it.
      expectedEnd = time === undefined ? undefined : now() + time;
    },
    end() {
      stop.abort();
      for (const unsubscribe of unsubscribes) unsubscribe();
      if (way === 'area') terminal.area([]);
    },
  };
}

/**
 * Chooses how to show progress. An area needs a terminal that can be redrawn and that nothing else is written to. A
 * result in JSON or Markdown on the same terminal must be copyable as a whole. Output for programs shows no progress.
 */
function wayOf(
  { output }: ProgressRequest['options'],
  { stdout, stderr, variables, platform }: Io['environment'],
): 'area' | 'lines' | 'none' {
  const term = variables['TERM'] ?? (platform === 'win32' ? 'windows' : '');
  const ci = !['', '0', 'false'].includes(variables['CI'] ?? '');
  const drawable = stderr.isTerminal && term !== '' && term !== 'dumb' && !ci;
  if (drawable && (output === 'human' || !stdout.isTerminal)) return 'area';
  return output === 'human' ? 'lines' : 'none';
}
