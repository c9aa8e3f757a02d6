import type { DecisionStore } from '../../model/decisions.ts';
import { parseDecisions } from '../decisions/parse.ts';
import { decisionsIn, stopOrderOf, type DecisionsAt } from '../decisions/store.ts';
import type { StoreFiles } from '../files.ts';
import { numberedFiles } from './numbered.ts';

/**
 * Keeps the decisions of a directory in numbered files. Takes beside them the file `STOP`, which a person may
 * `touch`.
 */
export function directoryDecisions(
  files: StoreFiles,
  directory: string,
  { stack, clock, writer }: Omit<DecisionsAt, 'register'>,
): DecisionStore {
  const register = numberedFiles(files, `${directory}/decisions`, {
    what: 'the decisions',
    parse: (text, file) => parseDecisions(text, file, stack),
    print: (document) => JSON.stringify(document),
  });
  const stop = `${directory}/STOP`;
  return {
    ...decisionsIn({ register, stack, clock, writer }),
    async stopOrder() {
      const text = await files.read(stop);
      return text === undefined ? undefined : stopOrderOf(text, clock.now());
    },
    async orderStop(order) {
      await (order === undefined ? files.remove(stop) : files.write(stop, `${JSON.stringify(order)}\n`));
    },
  };
}
