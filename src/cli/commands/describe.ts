import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import type { Refused } from '../refused.ts';
import { get } from './get.ts';

/** Shows one resource as `get -o wide` does. Exit: 0 shown, 1 not. */
export function describe(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { output } = invocation.options;
  const options = { ...invocation.options, output: output === 'human' ? 'wide' : output } as const;
  return get({ ...invocation, options }, io, version);
}
