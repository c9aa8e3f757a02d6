import { Argument, Option } from 'commander';
import { approvalClasses } from '../../../model/approval.ts';
import { durationOf } from '../../../model/duration.ts';
import { day, type Duration } from '../../../model/instant.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, output, refuse } from '../options.ts';

const subject = new Option(
  '--subject <name>',
  'the person: control.people and identities know them as person:NAME',
).argParser(nameOf);

const role = new Option('--as <role>', 'the role')
  .choices(['viewer', 'operator', 'approver', 'planner'])
  .default(undefined, 'viewer');

const stacks = new Option('--stacks <names>', 'only these Stacks, comma-separated').argParser(listOf);

const classes = new Option(
  '--classes <classes>',
  `with --as approver: the classes, comma-separated: ${approvalClasses.join(', ')}`,
).argParser((text) => {
  const asked = listOf(text);
  const known = approvalClasses.filter((one) => asked.includes(one));
  return known.length === asked.length ? known : refuse(`The classes are ${approvalClasses.join(', ')}.`);
});

const expires = new Option('--expires <duration>', 'the lifetime')
  .default(undefined, '90d')
  .argParser((text): Duration => {
    const lasts = durationOf(text) ?? 0;
    return lasts >= day && lasts <= 366 * day
      ? lasts
      : refuse('The lifetime must be a duration such as 7d or 90d, at least 1d and at most 366d.');
  });

export const token = {
  name: 'token',
  group: 'Tools',
  summary: 'make a token for the API and its row of the tokens file, or check the file',
  details:
    'Prints the token once and stores nothing. The row contains only its hash: add it to the file of `api.tokensFile`. The daemon reads the file again; to revoke a token, remove its row. With `check`, reads a tokens file as the daemon does. It also reports expired tokens and persons with several tokens. Each path after the file is one Stack: a binding for another Stack is an error.',
  arguments: [
    new Argument('[check]', 'check a tokens file instead').choices(['check']),
    new Argument('[file]', 'the tokens file'),
    new Argument('[manifests...]', 'manifests, one directory for each Stack'),
  ],
  options: [subject, role, stacks, classes, expires, output('human', 'json'), noColor],
  examples: [
    { line: 'reconcile token --subject ann', does: 'a viewer of all Stacks for 90 days' },
    {
      line: 'reconcile token --subject ann --as approver --classes widen,repair --stacks payments',
      does: 'an approver of one Stack',
    },
    { line: 'reconcile token --subject ci --as planner --expires 30d', does: 'speculative plans in CI' },
    {
      line: 'reconcile token check tokens.yaml manifests',
      does: 'check the file, before a daemon reads it',
    },
  ],
  exits: { 0: 'printed, or the file is valid', 1: 'an invalid combination of options, or a broken file' },
} as const satisfies CommandDeclaration;

function nameOf(text: string): string {
  return /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/u.test(text)
    ? text
    : refuse('A name must have 1 to 40 lower-case letters, digits and hyphens.');
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
