import { Option } from 'commander';
import { addressesOrPaths, anywhere, howLong, reason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const freeze = new Option('--freeze', 'go on with protective repairs: nothing else is written');

export const pause = {
  name: 'pause',
  group: 'Decide',
  summary: 'write nothing to a Stack, or to resources of it, until an end',
  arguments: [addressesOrPaths],
  options: [howLong, reason, freeze, ...anywhere],
  examples: [
    { line: 'reconcile pause --for 2h --reason "key migration"', does: 'pauses the whole Stack' },
    { line: 'reconcile pause Key/orders --for 30m --reason incident', does: 'pauses one resource' },
    { line: 'reconcile pause --freeze --for 3d --reason "quarter end"', does: 'freezes the Stack' },
  ],
  exits: { 0: 'paused', 1: 'not paused' },
} as const satisfies CommandDeclaration;
