import type { Display } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { attributeLines } from './attributes.ts';
import { painted } from './paint.ts';
import { nodesOf } from './tree.ts';

/** What changed in AWS since the last apply, told before the plan as Terraform does. */
export function driftBlock(display: Display, look: Look): readonly string[] {
  const { drift } = display;
  if (drift.length === 0) return [];
  return [
    look.style('bold', 'Note: Changed outside of Git'),
    '',
    ...wrap('AWS no longer holds what Keywright last applied:', look.width),
    ...drift.flatMap(({ address, lines }) => [
      '',
      `  ${look.style('bold', `# ${address} has changed`)}`,
      `  ${painted('~', look)} ${address} {`,
      ...attributeLines(nodesOf(lines.map(withGit), '~'), 6, notGreen(look)),
      '    }',
    ]),
    '',
    ...wrap(revertText(display), look.width),
    '',
    '─'.repeat(Math.min(look.width, 80)),
  ];
}

/** What somebody added outside Git may be an attack: green would say that all is well. */
function notGreen(look: Look): Look {
  return { ...look, style: (format, text) => look.style(format === 'green' ? 'red' : format, text) };
}

/** A hold, a cap or a guardrail keeps a change as it is: the plan must not promise that it goes. */
function revertText({ drift, sections }: Display): string {
  const drifted = new Set(drift.map(({ address }) => address));
  const changes = sections.filter(({ address }) => drifted.has(address));
  const gates = changes.flatMap(({ blocked, steps }) =>
    blocked === undefined ? steps.map(({ gate }) => gate.is) : ['blocked' as const],
  );
  const stuck = gates.filter((is) => is === 'blocked').length;
  if (stuck > 0 && stuck === gates.length)
    return 'The plan below does not revert these changes: what would revert them is blocked.';
  const unless = 'The plan below reverts these changes unless the manifests match or ignore them';
  return stuck === 0 ? `${unless}.` : `${unless}, or a step is blocked.`;
}

function withGit(line: Display['drift'][number]['lines'][number]): typeof line {
  if (line.label !== 'both') return line;
  const note = line.note === undefined ? 'changed in Git too' : `${line.note}; changed in Git too`;
  return { ...line, note };
}
