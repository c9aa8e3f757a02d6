import { styleText } from 'node:util';
import type { Environment } from '../runtime/environment.ts';
import { plain, plainLook, type Look, type Style } from '../report/text/style.ts';
import type { Options } from './options.ts';

type Surroundings = Pick<Environment, 'variables' | 'stdout' | 'stderr'>;

/** How wide a page is and whether it has colours, for both streams. */
export interface Looks {
  readonly out: Look;
  readonly err: Look;
  /** Columns that a table may use; prose stays narrower, to be read. */
  readonly columns: number;
}

const narrowest = 60;
const widestProse = 120;
const widestTable = 200;

/**
 * Determines the looks from the terminal. What is piped is as wide as `COLUMNS` says, or as a page, and the same on
 * every machine. Caters for no terminal narrower than 60 columns.
 */
export function looksOf(
  { color }: Pick<Options, 'color'>,
  { variables, stdout, stderr }: Surroundings,
): Looks {
  const asked = stdout.columns ?? columnsIn(variables['COLUMNS']) ?? plainLook.width;
  const columns = Math.min(Math.max(asked, narrowest), widestTable);
  const width = Math.min(columns, widestProse);
  const look = (isTerminal: boolean): Look => ({
    ...plainLook,
    width,
    style: color && hasColours(variables, isTerminal) ? coloured : plain,
  });
  return { out: look(stdout.isTerminal), err: look(stderr.isTerminal), columns };
}

function columnsIn(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,4}$/u.test(text) ? Number(text) : undefined;
}

/**
 * Decides on colours by `NO_COLOR` (https://no-color.org), then by `FORCE_COLOR`, without either by whether a
 * terminal can. `FORCE_COLOR` colours also what is piped, e.g. the log of a CI that shows colours.
 */
function hasColours(variables: Surroundings['variables'], isTerminal: boolean): boolean {
  if ((variables['NO_COLOR'] ?? '') !== '') return false;
  const forced = variables['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && variables['TERM'] !== 'dumb';
}

const coloured: Style = (format, text) => styleText(format, text, { validateStream: false });
