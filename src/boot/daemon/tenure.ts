import type { Seen, Tenure } from '../../daemon/parts.ts';
import type { Signatures } from '../../daemon/decide/admission.ts';
import { createDecider } from '../../daemon/decide/decider.ts';
import { countPeers } from '../../daemon/peers.ts';
import type { Shares } from '../shares.ts';
import { lead } from '../../daemon/leader.ts';
import type { ControllerSettings } from '../../daemon/parts.ts';
import type { Publish } from '../../daemon/events.ts';
import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { RecordEnd, Recorder } from '../../daemon/record/recorder.ts';
import type { History } from '../../model/history.ts';
import type { Memory } from '../../model/journal.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Stack } from '../../model/resource.ts';
import { keywright } from '../../model/decisions.ts';
import { createKeptAnswers } from '../../aws/kept-answers.ts';
import { closeAll } from '../close-all.ts';
import { createEstate } from '../estate.ts';
import { holderOf } from '../holder.ts';
import type { Host } from '../host.ts';
import type { Machine } from '../machine.ts';
import { preflight } from '../preflight.ts';
import type { Opened, Surroundings } from '../request.ts';
import { keepRecord } from './keeping.ts';
import { openSink } from './sink.ts';
import { withTimelyDecisions } from './timely.ts';
import type { BackupTo } from './upkeep.ts';
import { surroundingsOf } from '../surroundings.ts';

export interface TenureParts {
  readonly host: Host;
  readonly machine: Machine;
  /** Name of the source. */
  readonly source: string;
  readonly settings: ControllerSettings;
  readonly publish: Publish;
  /** Where AWS is for this Stack, and where its store is. */
  surroundings(stack: Stack): Promise<Opened<Omit<Surroundings, 'clock' | 'during' | 'notes'>>>;
  readonly signatures: Signatures;
  /** False for an AWS that this process made: it has no state that a person must accept first. */
  readonly needsBaseline: boolean;
  /** What is kept of a Stack on this machine. */
  kept(stack: Stack): {
    readonly history: History;
    readonly memory?: Memory;
    readonly end?: RecordEnd;
    readonly backup?: BackupTo;
  };
  /** Writes one line of the record to standard output. */
  print(line: string): Promise<void>;
  readonly record: DaemonConfig['record'];
  /** Told how many processes look after the Stack. */
  readonly shares?: Pick<Shares, 'note'>;
  /** Told of the record once it is open. */
  recordsTo(recorder: Recorder, subject: string): void;
}

/** Joins what works on one Stack in a daemon: its estate, who leads, and what decides. */
export async function openTenure(
  stack: Stack,
  parts: TenureParts,
  seen: Seen,
): Promise<Tenure | { readonly refused: readonly Diagnostic[] }> {
  const { host, machine, settings, source, publish } = parts;
  const opened = await parts.surroundings(stack);
  if ('refused' in opened) return opened;
  const end = new AbortController();
  const writes = settings.maxMode !== 'observe';
  const { history, memory, end: recordEnd, backup } = parts.kept(stack);
  const subject = holderOf(host);
  const estate = createEstate(machine, {
    ...opened,
    settings: stack.settings,
    stream: `retries ${source}`,
    writes,
    openStore(aws) {
      const store = opened.openStore({
        call: (call, how) => aws.call(call, { signal: end.signal, ...how }),
      });
      if ('refused' in store) return store;
      const timely = withTimelyDecisions(store, machine.clock);
      return memory === undefined ? timely : { ...timely, memory };
    },
    sent: (request) => {
      publish({ source, at: request.at, is: 'request', request });
    },
  });
  if ('refused' in estate) {
    await closeAll(
      () => history.close(),
      () => opened.close(),
    );
    return { refused: [estate.refused] };
  }
  const { journal } = estate;
  const answers = createKeptAnswers(estate.aws, machine.clock);
  const leader = writes
    ? lead(
        {
          clock: machine.clock,
          journal,
          holder: subject,
          timing: settings.timing,
          source,
          publish: (event) => {
            publish(event);
            seen.leadershipChanged();
          },
          orders: async () => {
            const stop = await journal.stopOrder();
            const decisions = await journal.decisions();
            if (decisions !== undefined) seen.decisionsRead(decisions);
            return { stop, yielded: decisions?.yielded };
          },
          isWedged: seen.isWedged,
          skew: estate.skew,
        },
        end.signal,
      )
    : observing(machine.clock.now());
  if (writes) {
    const accounts = stack.settings.accounts.map(({ id }) => id);
    const counted = (processes: number): void => parts.shares?.note(source, accounts, processes);
    void countPeers({ clock: machine.clock, journal, holder: subject, counted }, end.signal);
  }
  const keeping = keepRecord({
    ...parts,
    host: { entropy: host.entropy, clock: machine.clock, files: host.files },
    subject,
    stack: stack.settings,
    history,
    backup,
    end: recordEnd,
    sink: openSink(parts.record, {
      ...opened,
      host,
      machine,
      stack: stack.settings,
      writes,
      signal: end.signal,
    }),
    interval: parts.record.interval,
  });
  const { recorder } = keeping;
  parts.recordsTo(recorder, subject);
  return {
    machine,
    estate: { ...estate, aws: answers.aws },
    recall: answers,
    decisions: journal,
    history,
    subject,
    recorder,
    leader,
    needsBaseline: parts.needsBaseline,
    decider: createDecider({
      store: journal,
      clock: machine.clock,
      settings,
      signatures: parts.signatures,
      needsBaseline: parts.needsBaseline,
      self: keywright,
      ...seen,
    }),
    preflight: async () =>
      (await preflight(estate.asker, stack.settings.accounts, () => surroundingsOf(host, undefined))).closed,
    async close() {
      end.abort();
      await closeAll(
        () => leader.ended,
        () => keeping.close(),
        () => history.close(),
        () => opened.close(),
      );
    },
  };
}

/** Replaces a leader where the operator only lets the process observe: it never asks for the lease. */
function observing(since: number): Tenure['leader'] & { readonly ended: Promise<void> } {
  return {
    state: () => ({ is: 'standby', since, unready: [] }),
    under: () => Promise.resolve({ is: 'refused' }),
    check: () => undefined,
    ended: Promise.resolve(),
  };
}
