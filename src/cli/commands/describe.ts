import { resourceDetails } from '../../report/human/resources.ts';
import { asJson } from '../control/show.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';
import { listing } from './get.ts';

/** Shows what is known of one resource, a line for each fact. Exit: 0 shown, 1 not. */
export function describe(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  return listing(invocation, io, version, (answer, { args, options }, { terminal }) => {
    if (answer.items.length === 0)
      return refused(
        'cli.address',
        `no such resource: ${args[0] ?? ''}`,
        'reconcile get lists the resources',
      );
    terminal.out(options.output === 'json' ? asJson('ResourceList', answer) : resourceDetails(answer));
    return 0;
  });
}
