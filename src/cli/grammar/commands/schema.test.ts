import { expect, it } from 'vitest';
import { publishedFormats } from '../../../report/formats/index.ts';
import { outputFormats } from './schema.ts';

it('every published format can be asked for', () => {
  expect(outputFormats).toEqual(publishedFormats.map(({ file }) => file.replace(/\.json$/u, '')));
});
