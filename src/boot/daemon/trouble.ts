import type { Controller, ControllerState, TokensTrouble } from '../../daemon/controller.ts';
import { derivedFrom } from '../../model/derived.ts';

/** Carries what is wrong with the tokens file from where it is read to what shows and notifies it. */
export interface Troubles {
  /** Gives the controllers, of which the first one tells of the trouble: one process has one tokens file. */
  over(controllers: readonly Controller[]): readonly Controller[];
  set(trouble: TokensTrouble | undefined): void;
  current(): TokensTrouble | undefined;
}

/** Makes the place of the trouble, with none in it. */
export function createTroubles(): Troubles {
  let trouble: TokensTrouble | undefined;
  // The same state twice is the same object twice: whatever is made of it is kept with it.
  const joined = derivedFrom((state: ControllerState, one: TokensTrouble) => ({ ...state, tokens: one }));
  return {
    over: ([first, ...others]) =>
      first === undefined
        ? []
        : [
            {
              ...first,
              // It is another one once the source is open.
              get history() {
                return first.history;
              },
              state: () => (trouble === undefined ? first.state() : joined(first.state(), trouble)),
            },
            ...others,
          ],
    set(next) {
      trouble = next;
    },
    current: () => trouble,
  };
}
