import type { Look } from '../report/text/style.ts';
import { errorCodes, errorPage, families, familyOf, type Family } from './errors.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import { block, prose, row } from './text.ts';

/** One error code: what it means, what Keywright does and what a person can do. */
export function errorText(code: ErrorCode, look: Look): readonly string[] {
  const page = errorPage(code);
  return [
    ...row('ERROR', code, look),
    ...row('CLASS', `${page.class}, ${page.treatment}`, look),
    ...row('EXIT', `${String(page.exit)}, ${page.exitMeaning}`, look),
    ...block('MEANING', prose(`${page.means}.`, look), look),
    ...block('WHAT TO DO', prose(sentence(page.hint), look), look),
  ];
}

/** All codes of a family, with a sentence each. */
export function familyText(family: Family, look: Look): readonly string[] {
  const codes = errorCodes.filter((code) => familyOf(code) === family);
  return [
    ...row('ERRORS', `${family}.*`, look),
    ...block('DESCRIPTION', prose(families[family], look), look),
    ...block(
      'CODES',
      codes.flatMap((code) => [
        `  ${look.style('cyan', code)}`,
        ...prose(`${errorPage(code).means}.`, look, '    '),
      ]),
      look,
    ),
  ];
}

function sentence(hint: string): string {
  return `${hint.slice(0, 1).toUpperCase()}${hint.slice(1)}.`;
}
