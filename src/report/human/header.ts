import type { Display, Symbol } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { painted } from './paint.ts';

const meanings: readonly (readonly [Symbol, string])[] = [
  ['+', 'create'],
  ['~', 'update in-place'],
  ['-', 'destroy'],
  ['-/+', 'destroy and then create replacement'],
  ['+/-', 'create replacement and then destroy'],
  ['.', 'let go, keep in AWS'],
  ['!', 'blocked'],
  ['?', 'could not be read'],
];

/** What the symbols mean, only those in use; nothing if there is no section. */
export function headerLines({ sections }: Display, look: Look): readonly string[] {
  if (sections.length === 0) return [];
  const used = new Set(sections.map((section) => section.symbol));
  const intro = 'Keywright compared the manifests with AWS. Resource actions are indicated with the following symbols:';
  return [
    ...wrap(intro, look.width),
    ...meanings
      .filter(([symbol]) => used.has(symbol))
      .map(([symbol, meaning]) => `${' '.repeat(3 - symbol.length)}${painted(symbol, look)} ${meaning}`),
    '',
    'Keywright will perform the following actions:',
  ];
}
