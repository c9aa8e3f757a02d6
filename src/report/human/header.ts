import type { Display, Symbol } from '../display/display.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { visible } from '../text/visible.ts';
import { painted } from './paint.ts';
import { stepsText } from '../display/step-text.ts';

const meanings: readonly (readonly [Symbol, string])[] = [
  ['+', 'create'],
  ['~', 'update in-place'],
  ['-', 'destroy'],
  ['.', 'stop managing, keep in AWS'],
  ['!', 'blocked'],
  ['?', 'could not be read'],
];

/** Explains the symbols, only those in use; nothing if there is no section. */
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

/** Tells before anything else that a plan is of a part only: what is not listed was not looked at. */
export function scopeLines({ scope }: Display, look: Look): readonly string[] {
  if (scope.is === 'all') return [];
  const { named, exclude } =
    scope.is === 'batch'
      ? { named: scope.write, exclude: [] }
      : { named: scope.targets, exclude: scope.exclude };
  const without = exclude.length === 0 ? '' : `, without ${exclude.join(', ')}`;
  const targets = named.length === 0 ? 'all resources' : named.join(', ');
  return wrap(`Limited to ${targets}${without}: this plan may leave other differences.`, look.width);
}

/** Tells what a saved plan is, and what of it is done already. */
export function savedLines(
  { saved, commit }: Pick<Display, 'saved' | 'commit'>,
  look: Look,
): readonly string[] {
  if (saved === undefined) return [];
  const { madeAt, expiresAt, already } = saved;
  const of = commit === undefined ? '' : ` of commit ${commit}`;
  const steps = already.length > 5 ? `${already.length} of its steps` : stepsText(already);
  const done = already.length === 0 ? [] : [`Nothing is left to do for ${steps}.`];
  return [`Saved plan${of}, made ${madeAt}, expires ${expiresAt}.`, ...done].flatMap((text) =>
    wrap(visible(text), look.width),
  );
}
