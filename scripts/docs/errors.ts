import { errorCodes, errorPage, families, familyOf, treatments } from '../../src/explain/errors.ts';
import { code, list, madeBy, md, page, sentence } from './markdown.ts';

/** All error codes, by where they come from. Each has an anchor of its own: `errors.md#policy.sid`. */
export function errorsDocument(): string {
  return page([
    '# Error codes',
    madeBy,
    'Every error and warning has a code, in brackets behind its message and as `code` with `-o json`. Codes are stable: match on them, never on words. A message is more exact than this page; `reconcile explain CODE` tells the same at the command line.',
    '## Classes',
    'What kind of failure it is, and so what Keywright does about it:',
    list(Object.entries(treatments).map(([name, does]) => `**${name}**: ${does}.`)),
    'The exit code is that of a run that ends with the error; a warning ends nothing. What the codes 0 to 3 mean: [exit-codes.md](exit-codes.md).',
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
