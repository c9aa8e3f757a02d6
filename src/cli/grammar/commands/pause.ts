import { Option } from 'commander';
import { addressesOrPaths, anywhere, howLong, reason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

const freeze = new Option('--freeze', 'continue protective repairs; write nothing else');

export const pause = {
  name: 'pause',
  group: 'Decide',
  summary: 'stop writes to a Stack or some of its resources for a time',
  arguments: [addressesOrPaths],
  options: [howLong, reason, freeze, ...anywhere],
  examples: [
    { line: 'reconcile pause --for 2h --reason "key migration"', does: 'pauses the whole Stack' },
    { line: 'reconcile pause Key/orders --for 30m --reason incident', does: 'pauses one resource' },
    { line: 'reconcile pause --freeze --for 3d --reason "quarter end"', does: 'freezes the Stack' },
  ],
  exits: { 0: 'paused', 1: 'not paused' },
} as const satisfies CommandDeclaration;
