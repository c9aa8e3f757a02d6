import type { Controller } from '../controller.ts';
import { isRefusal, refusal, type Caller, type Refusal } from './control.ts';
import { diagnosticIn } from './deciding.ts';
import { limited } from './limited/limited.ts';

/** What names a source, or leaves it out where there is only one. */
export interface Sourced {
  readonly source?: string;
}

/** Cuts a controller to what a caller may see; undefined: nothing. */
type Opening = typeof limited;

/** The controllers of a daemon as a caller may see them. */
export interface Sources {
  /** Lists those that a request means: the named one, or all. */
  named(request: Sourced, caller: Caller, open?: Opening): readonly Controller[] | Refusal;
  /** Works on the one that a request means. */
  withOne<T>(
    request: Sourced,
    caller: Caller,
    work: (controller: Controller) => Promise<T | Refusal>,
    open?: Opening,
  ): Promise<T | Refusal>;
}

/** Makes what finds controllers for a caller. What they may not read is cut before anybody works with it. */
export function createSources(controllers: readonly Controller[]): Sources {
  function named(
    { source }: Sourced,
    { bindings }: Caller,
    open: Opening = limited,
  ): readonly Controller[] | Refusal {
    const own = controllers.flatMap((controller) => open(controller, bindings) ?? []);
    const found = own.filter(({ name }) => source === undefined || name === source);
    if (found.length > 0 || (source === undefined && controllers.length > 0)) return found;
    const names = own.map(({ name }) => name).join(', ');
    return refusal(
      'control.source',
      `no such source: ${source ?? ''}`,
      names === '' ? undefined : `the sources are ${names}`,
    );
  }

  async function withOne<T>(
    request: Sourced,
    caller: Caller,
    work: (controller: Controller) => Promise<T | Refusal>,
    open: Opening = limited,
  ): Promise<T | Refusal> {
    const found = named(request, caller, open);
    if (isRefusal(found)) return found;
    const [controller] = found;
    if (controller === undefined) return refusal('control.source', 'no source is open to this caller');
    if (found.length > 1) {
      const names = found.map(({ name }) => name).join(', ');
      return refusal('control.which-source', `the daemon has several sources: ${names}`);
    }
    try {
      return await work(controller);
    } catch (error) {
      const diagnostic = diagnosticIn(error);
      if (diagnostic === undefined) throw error;
      return { refused: [diagnostic] };
    }
  }

  return { named, withOne };
}
