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
  ['!', 'cannot go on'],
  ['?', 'could not be read'],
];

/** What the symbols mean, only those in use; nothing if there is no section. */
export function headerLines({ sections }: Display, look: Look): readonly string[] {
  if (sections.length === 0) return [];
  const used = new Set(sections.map((section) => section.symbol));
  const acts = sections.some(
    ({ verb, standing }) => verb !== 'blocked' && verb !== 'unreadable' && standing !== 'blocked',
  );
  return [
    'Resource actions are indicated with the following symbols:',
    ...meanings
      .filter(([symbol]) => used.has(symbol))
      .map(([symbol, meaning]) => `${' '.repeat(3 - symbol.length)}${painted(symbol, look)} ${meaning}`),
    ...(acts ? ['', 'Keywright will perform the following actions:'] : []),
  ];
}

/** A plan of a part says so before anything else: what is not listed was not looked at. */
export function scopeLines({ scope }: Display, look: Look): readonly string[] {
  if (scope.is === 'all') return [];
  const without = scope.exclude.length === 0 ? '' : `, without ${scope.exclude.join(', ')}`;
  const targets = scope.targets.length === 0 ? 'all resources' : scope.targets.join(', ');
  return wrap(`Limited to ${targets}${without}: this plan may leave other differences.`, look.width);
}
