import { resourceDetails } from '../../report/human/resources.ts';
import { asJson } from '../control/show.ts';
import { addressFirst } from '../control/words.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { looksOf } from '../look.ts';
import { refused, type Refused } from '../refused.ts';
import { listing, type Show } from './get.ts';

/** Shows one resource: a line for each fact, its fields as AWS has them, and its references both ways. Exit: 0 shown, 1 not. */
export function describe(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const first = addressFirst(invocation.args);
  if (first.is === 'refused') return Promise.resolve(first);
  const { address, paths } = first;
  const show: Show = (answer, { options }, { terminal, environment }) => {
    if (answer.items.length === 0)
      return refused('cli.address', `there is no resource ${address}`, 'reconcile get lists the resources');
    terminal.out(
      options.output === 'json'
        ? asJson('ResourceList', answer)
        : resourceDetails(answer, looksOf(options, environment).out),
    );
    return 0;
  };
  const wanted = { addresses: [address], kinds: [], paths, details: true } as const;
  return listing(wanted, invocation, io, version, show);
}
