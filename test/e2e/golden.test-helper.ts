import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Compares with the file beside this one; `UPDATE_GOLDEN=1` writes it instead. */
export function expectGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  else
    expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : `${name} is missing: UPDATE_GOLDEN=1`);
}
