import { Option } from 'commander';
import { onlies, type Only } from '../../report/display/only.ts';
import { label } from './control-options.ts';
import { refuse } from './options.ts';

// The options that say how much of a result is shown. They change nothing else: no decision, and no exit code.

/** Two options of one field: without either, a terminal gets a summary of what is large. */
export const summaries: readonly Option[] = [
  new Option(
    '--summary',
    'count what is harmless by kind, show the rest in full (default on a terminal above 200 resources)',
  ),
  new Option('--no-summary', 'show every resource in full').default(undefined),
];

const only = new Option('--only <what>', 'show only these (comma-separated or repeated)')
  .choices(onlies)
  .argParser((text, before: readonly Only[] | undefined) => {
    const words = text.split(',').map((word) => word.trim());
    const chosen = words.flatMap((word) => onlies.find((one) => one === word) ?? []);
    if (chosen.length < words.length) refuse(`Allowed choices are ${onlies.join(', ')}.`);
    return [...(before ?? []), ...chosen];
  });

const kind = new Option('--kind <kind>', 'show only this kind (repeatable)').argParser(listed);

const name = new Option(
  '--name <pattern>',
  'show only resources of this name; * is any text (repeatable)',
).argParser(listed);

/** What a plan and a status take to show a part. */
export const viewing: readonly Option[] = [...summaries, only, kind, name, label];

function listed(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...text.split(',').map((word) => word.trim())];
}
