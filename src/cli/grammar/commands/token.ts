import { Option } from 'commander';
import { approvalClasses } from '../../../model/approval.ts';
import { durationOf } from '../../../model/duration.ts';
import { day, type Duration } from '../../../model/instant.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, refuse } from '../options.ts';

const subject = new Option(
  '--subject <name>',
  'the person: control.people and identities know them as person:NAME',
)
  .makeOptionMandatory()
  .argParser(nameOf);

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
  summary: 'make a token for the API and its row of the tokens file',
  details:
    'Prints the token once and stores nothing. The row contains only its hash: add it to the file of `api.tokensFile`. The daemon reads the file again; to revoke a token, remove its row.',
  arguments: [],
  options: [subject, role, stacks, classes, expires, noColor],
  examples: [
    { line: 'reconcile token --subject ann', does: 'a viewer of all Stacks for 90 days' },
    {
      line: 'reconcile token --subject ann --as approver --classes widen,repair --stacks payments',
      does: 'an approver of one Stack',
    },
    { line: 'reconcile token --subject ci --as planner --expires 30d', does: 'speculative plans in CI' },
  ],
  exits: { 0: 'printed', 1: 'an invalid combination of options' },
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
