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

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
