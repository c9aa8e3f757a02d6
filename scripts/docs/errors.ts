import { errorCodes, errorPage, families, familyOf, treatments } from '../../src/explain/errors.ts';
import { code, list, madeBy, md, page, sentence } from './markdown.ts';

/** Lists all error codes by their source. Each has its own anchor: `errors.md#policy.sid`. */
export function errorsDocument(): string {
  return page([
    '# Error codes',
    madeBy,
    'Every error and warning has a code: in parentheses after its message, and as `code` with `-o json`. Codes are stable: match on them, never on text. A message is more specific than this page. `reconcile explain CODE` prints the same at the command line.',
    '## Classes',
    'The class of an error decides how Keywright handles it:',
    list(Object.entries(treatments).map(([name, does]) => `**${name}**: ${does}.`)),
    'The exit code is that of a run that ends with the error. A warning ends no run. [exit-codes.md](exit-codes.md) explains the codes 0 to 3.',
    ...Object.entries(families).flatMap(([family, about]) => [
      `## ${family}`,
      md(about),
      ...errorCodes.filter((one) => familyOf(one) === family).map(chapter),
    ]),
  ]);
}

function chapter(one: (typeof errorCodes)[number]): string {
  const row = errorPage(one);
  return page([
    `### <a id="${one}"></a>${code(one)}`,
    `${md(sentence(row.means))} _${row.class}, exit code ${String(row.exit)}._`,
    md(sentence(row.hint)),
  ]);
}
