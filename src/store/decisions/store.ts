import type { Clock } from '../../model/clock.ts';
import { noDecisions, type DecisionStore, type StopOrder } from '../../model/decisions.ts';
import type { StackId } from '../../model/resource.ts';
import { attempts, contended, type Register } from '../register.ts';
import { pruned } from './prune.ts';
import { newestVersion, stopSchema, type DecisionsDocument } from './schema.ts';

export type DecisionPart = Pick<DecisionStore, 'decisions' | 'decide'>;

export interface DecisionsAt {
  readonly register: Register<DecisionsDocument>;
  readonly stack: StackId;
  readonly clock: Pick<Clock, 'now'>;
  /** Who writes, unique for each start of a process where one holds the lease. */
  writer(): string;
}

/** Keeps the decisions in a register, by the rules that hold wherever they are kept. */
export function decisionsIn({ register: { name, read }, stack, clock, writer }: DecisionsAt): DecisionPart {
  return {
    decisions: async () => (await read()).record?.decisions,
    async decide(change) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { record, replace } = await read();
        const before = record?.decisions ?? noDecisions;
        const decisions = change(before);
        if (decisions === before) return before;
        const next: DecisionsDocument = {
          ...record,
          keywright: 'decisions',
          // In the form that was found: a replica of the version before still reads it (authority.md §4.19).
          version: record?.version ?? newestVersion,
          stack: { ...record?.stack, name: stack.name, uid: stack.uid },
          sequence: (record?.sequence ?? 0) + 1,
          writer: writer(),
          decisions: pruned(decisions, clock.now()),
        };
        if (await replace(next)) return next.decisions;
      }
      throw contended(name);
    },
  };
}

/** Parses an order to stop. Stops for whatever is in the object: its being there is enough. */
export function stopOrderOf(text: string, writtenAt: number): StopOrder {
  try {
    const parsed = stopSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Somebody wrote it by hand.
  }
  return { by: 'a user with access to coordination', why: text.trim(), at: writtenAt };
}
