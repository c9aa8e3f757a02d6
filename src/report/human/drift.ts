import type { Display } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { attributeLines } from './attributes.ts';
import { painted } from './paint.ts';
import { nodesOf } from './tree.ts';

/** What changed in AWS since the last apply, told before the plan as Terraform does. */
export function driftBlock({ drift }: Display, look: Look): readonly string[] {
  if (drift.length === 0) return [];
  return [
    look.style('bold', 'Note: Changed outside of Git'),
    '',
    ...wrap('AWS no longer holds what Keywright last applied:', look.width),
    ...drift.flatMap(({ address, lines }) => [
      '',
      `  ${look.style('bold', `# ${address} has changed`)}`,
      `  ${painted('~', look)} ${address} {`,
      ...attributeLines(nodesOf(lines.map(withGit), '~'), 6, look),
      '    }',
    ]),
    '',
    ...wrap(
      'Unless the manifests say the same or ignore these paths, the plan below puts them right.',
      look.width,
    ),
    '',
    '─'.repeat(Math.min(look.width, 80)),
  ];
}

function withGit(line: Display['drift'][number]['lines'][number]): typeof line {
  if (line.label !== 'both') return line;
  const note = line.note === undefined ? 'changed in Git too' : `${line.note}; changed in Git too`;
  return { ...line, note };
}
