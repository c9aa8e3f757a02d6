import { z } from 'zod';
import { plural } from '../../../model/plural.ts';

/** Manifests of one estate; more is something else. */
const mostFiles = 2000;
/** A manifest is written by people; what makes one may write a long one. */
const mostOfFile = 1024 * 1024;
const mostOfAll = 8 * 1024 * 1024;

/** The longest body of such a request: quotes and line breaks take two characters in JSON. */
export const mostOfManifests = 12 * 1024 * 1024;

const file = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(1024)
    .refine(isNormal, {
      error: 'must be a relative path below one directory, without . and .. and with / between its parts',
    })
    .describe('The name of the file in messages: a relative path with `/`. No file of that name is opened.'),
  text: z
    .string()
    .max(mostOfFile, { error: `must have at most ${String(mostOfFile)} characters` })
    .describe('The content: YAML or JSON.'),
});

/** Manifests as they are sent: what they are called is for messages only, since no file of that name is opened. */
export const sentFiles = z
  .array(file)
  .min(1, { error: 'must contain a manifest' })
  .max(mostFiles, { error: `must be at most ${plural(mostFiles, 'file')}` })
  .refine((files) => new Set(files.map(({ path }) => path)).size === files.length, {
    error: 'must not name a path twice',
  })
  .refine((files) => files.reduce((sum, { text }) => sum + text.length, 0) <= mostOfAll, {
    error: `must have at most ${String(mostOfAll)} characters together`,
  });

/** Tests whether a path is in its one spelling and leads nowhere else. */
function isNormal(path: string): boolean {
  return (
    !/[\p{C}\p{Zl}\p{Zp}\\]/u.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
