import { apiVersion } from '../../manifest/envelope.ts';
import { formatVersion } from '../../report/formats/version.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';

/** Prints what runs, and which manifests and outputs it speaks. Exit: 0. */
export function version({ options }: Invocation, io: Io, keywright: string): number {
  const facts = {
    keywright,
    node: io.environment.node,
    platform: io.environment.platform,
    manifests: apiVersion,
    outputs: formatVersion,
  };
  const lines = Object.entries(facts).map(([name, value]) => `${name.padEnd(9)}  ${value}`);
  io.terminal.out(
    options.output === 'json' ? `${JSON.stringify(facts, undefined, 2)}\n` : `${lines.join('\n')}\n`,
  );
  return 0;
}
