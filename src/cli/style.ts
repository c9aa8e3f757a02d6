import { styleText } from 'node:util';
import { plain, type Look } from '../report/text/style.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** https://no-color.org, and a terminal that can. */
export function styled(
  options: Pick<Options, 'color'>,
  variables: Io['environment']['variables'],
  isTerminal: boolean,
): Look['style'] {
  const off =
    !options.color || (variables['NO_COLOR'] ?? '') !== '' || variables['TERM'] === 'dumb' || !isTerminal;
  return off ? plain : (format, text) => styleText(format, text, { validateStream: false });
}
