import type { z } from 'zod';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import type { tokenJsonSchema } from '../formats/token.ts';
import { formatVersion } from '../formats/version.ts';
import { jsonText } from './text.ts';

type Row = Immutable<z.input<typeof tokenJsonSchema>>['row'];

/** Writes a new token and its row as JSON. */
export function tokenJson(token: string, row: Row): string {
  return jsonText({ formatVersion, kind: 'Token', token, row });
}
