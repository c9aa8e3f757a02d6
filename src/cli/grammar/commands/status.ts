import { Argument } from 'commander';
import { daemonPlace } from '../control-options.ts';
import { viewing } from '../view-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import {
  commit,
  endpoint,
  failOn,
  guardrails,
  noColor,
  output,
  sandbox,
  stateDirectory,
} from '../options.ts';

export const status = {
  name: 'status',
  group: 'Look',
  summary: 'show the state of all resources in AWS; writes nothing',
  details:
    'A running daemon answers from its last reads. Without one, or with paths of manifests, reads AWS now.\n\n' +
    'Without an address: a table of all resources. With addresses: their live values, the documents that the last write replaced, and their dependencies in both directions.',
  arguments: [
    new Argument(
      '[address-or-path...]',
      'resources (Kind/name) to show in full, and files and directories of manifests',
    ),
  ],
  options: [
    sandbox,
    failOn,
    ...viewing,
    output('human', 'json', 'markdown'),
    ...daemonPlace,
    noColor,
    stateDirectory,
    guardrails,
    endpoint,
    commit,
  ],
  examples: [
    { line: 'reconcile status', does: 'resources in sync, drifted and not healthy' },
    { line: 'reconcile status Key/orders', does: 'one resource with its live values' },
    { line: 'reconcile status --only drifted -l team=payments', does: 'drifted resources of one team' },
    { line: 'reconcile status -o json estate/', does: 'for a program that reads it' },
  ],
  exits: {
    0: 'all in sync and healthy',
    1: 'an error, or something could not be read',
    2: 'a resource drifted, is pending, settling or not healthy, or a --fail-on condition',
  },
} as const satisfies CommandDeclaration;
