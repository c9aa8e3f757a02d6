import type { Symbol } from '../display/display.ts';
import type { Format, Look } from '../text/style.ts';

const colours: Readonly<Record<Symbol, Format>> = {
  '+': 'green',
  '~': 'yellow',
  '-': 'red',
  '.': 'dim',
  '!': 'red',
  '?': 'cyan',
};

export function painted(symbol: Symbol, look: Look): string {
  return look.style(colours[symbol], symbol);
}

export { plural } from '../../model/plural.ts';

/** Puts the verbs of what is said of one resource into the plural, up to the reason behind the colon. */
export function ofMany(text: string): string {
  const many: Readonly<Record<string, string>> = {
    is: 'are',
    was: 'were',
    has: 'have',
    does: 'do',
  };
  const [head = '', ...reason] = text.split(': ');
  const verbs = head.replaceAll(/(?<=^| and )(?:is|was|has|does)\b/gu, (verb) => many[verb] ?? verb);
  return [verbs, ...reason].join(': ');
}
