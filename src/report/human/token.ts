import { plural } from '../../model/plural.ts';
import { visible } from '../text/visible.ts';

/** Formats a new token, which is shown once, and its row of the tokens file. */
export function tokenText(token: string, row: string): string {
  return [
    'The token. It is shown only now: give it to its person, who keeps it in a file with mode 0600.',
    '',
    `  ${token}`,
    '',
    'Its row, for spec.tokens in the file of api.tokensFile:',
    '',
    ...row
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`),
    '',
  ].join('\n');
}

/** Formats that a tokens file is valid, and how many tokens of it count now. */
export function tokensText(file: string, tokens: number): string {
  return `${visible(file)} is valid: ${plural(tokens, 'token')} in force.\n`;
}
