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
  summary: 'show how everything stands in AWS; writes nothing',
  details:
    'A running daemon answers from its last looks; without one, or with paths of manifests, AWS is looked at now.\n\n' +
    'Without an address: a table of all resources. With addresses: these with their live values, the documents that the last write replaced, what they depend on and what names them.',
  arguments: [
    new Argument(
      '[address-or-path...]',
      'resources (Kind/name) to show whole, and files and directories of manifests',
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
    { line: 'reconcile status', does: 'what is in sync, what drifted, and what is not healthy' },
    { line: 'reconcile status Key/orders', does: 'one resource, with what AWS holds of it' },
    { line: 'reconcile status --only drifted -l team=payments', does: 'what drifted of one team' },
    { line: 'reconcile status -o json estate/', does: 'for a program that reads it' },
  ],
  exits: {
    0: 'all in sync and healthy',
    1: 'an error, or something could not be read',
    2: 'something drifted, is pending, settles, is not healthy, or --fail-on applies',
  },
} as const satisfies CommandDeclaration;
