import type { OpenedAws } from '../../boot/daemon/embedded.ts';
import type { DaemonEvent } from '../../daemon/events.ts';
import { readyText } from '../../report/human/daemon.ts';

export interface GreetingParts {
  /** The names of all sources. */
  readonly sources: readonly string[];
  /** What stands before the arguments of another call of this program, e.g. `npx reconcile`. */
  readonly program: string;
  write(text: string): void;
}

/** Greets the person who started a daemon, once: when every source is ready. */
export interface Greeting {
  opened(about: OpenedAws): void;
  listen(event: DaemonEvent): void;
}

export function createGreeting({ sources, program, write }: GreetingParts): Greeting {
  const pending = new Set(sources);
  const kept = new Map<string, number>();
  let applied = 0;
  let aws: OpenedAws | undefined;

  return {
    opened(about) {
      aws = about;
      if (about.notes.length > 0) write(`${about.notes.join('\n')}\n`);
    },
    listen(event) {
      if (pending.size === 0) return;
      if (event.is === 'looked') kept.set(event.source, event.plan.resources.length);
      if (event.is === 'passed') {
        const { plan, outcomes } = event.result;
        kept.set(event.source, plan.resources.length);
        applied += [...outcomes.values()].filter(({ is }) => is === 'done').length;
      }
      if (event.is !== 'health' || !event.ready || !pending.delete(event.source) || pending.size > 0) return;
      const resources = [...kept.values()].reduce((all, some) => all + some, 0);
      write(readyText({ resources, applied, program, ...(aws === undefined ? {} : { aws }) }));
    },
  };
}
