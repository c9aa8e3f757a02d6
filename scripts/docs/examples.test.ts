import { expect, it } from 'vitest';
import { openingOf } from './examples.ts';

const schema = '# yaml-language-server: $schema=../../schemas/manifest.json\n';

it.each([
  {
    why: 'after the line for editors',
    text: `${schema}#\n# A key. More of it.\nkind: Key\n`,
    opening: 'A key',
  },
  {
    why: 'without that line',
    text: '# A key that\n# is shared.\nkind: Key\n',
    opening: 'A key that is shared',
  },
  { why: 'none', text: `${schema}kind: Key\n# Not this one.\n`, opening: '' },
  { why: 'no full stop', text: '# A key\nkind: Key\n', opening: '' },
])('finds the opening sentence of an example: $why', ({ text, opening }) => {
  expect(openingOf(text)).toBe(opening);
});
