import { expect, it } from 'vitest';
import { publishedFormats } from '../../../report/formats/index.ts';
import { outputFormats } from './schema.ts';

it('prints the schema of every published format', () => {
  expect(outputFormats).toEqual(publishedFormats.map(({ file }) => file.replace(/\.json$/u, '')));
});
