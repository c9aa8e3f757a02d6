import type { DecisionStore } from '../../model/decisions.ts';
import { parseDecisions } from '../decisions/parse.ts';
import type { DecisionsDocument } from '../decisions/schema.ts';
import { decisionsIn, stopOrderOf, type DecisionsAt } from '../decisions/store.ts';
import type { Objects } from './objects.ts';

const key = 'decisions.json';
const stopKey = 'STOP';

export interface S3DecisionsAt extends Omit<DecisionsAt, 'register'> {
  readonly objects: Pick<Objects, 'get' | 'put' | 'show'>;
  /** Called before a write: a journal says first whose it is. */
  begin(): Promise<void>;
  /** Writes or removes an object, whatever is there. */
  overwrite(key: string, text: string): Promise<void>;
  removeAt(key: string): Promise<void>;
}

/**
 * Keeps the decisions as one object, swapped by conditional writes (S3 User Guide, conditional-writes). Takes beside
 * it the object `STOP`, which a person may put there by `aws s3 cp`.
 */
export function s3Decisions(at: S3DecisionsAt): DecisionStore {
  const { objects, clock, stack, begin } = at;
  const name = objects.show(key);
  const register = {
    name: `the decisions ${name}`,
    async read() {
      const found = await objects.get(key);
      return {
        record: found && parseDecisions(found.text, name, stack),
        async replace(document: DecisionsDocument) {
          await begin();
          return objects.put(key, JSON.stringify(document), found ?? 'nothing');
        },
      };
    },
  };
  return {
    ...decisionsIn({ ...at, register }),
    async stopOrder() {
      const found = await objects.get(stopKey);
      return found && stopOrderOf(found.text, found.writtenAt ?? clock.now());
    },
    async orderStop(order) {
      await (order === undefined ? at.removeAt(stopKey) : at.overwrite(stopKey, JSON.stringify(order)));
    },
  };
}
