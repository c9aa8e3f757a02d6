import { randomBytes } from 'node:crypto';
import type { Random } from './random.ts';

/** Where fresh identifiers come from: intents, lease holders, session names. */
export interface Entropy {
  /** Lower-case hexadecimal of that many bytes. */
  hex(bytes: number): string;
}

export function realEntropy(): Entropy {
  return { hex: (bytes) => randomBytes(bytes).toString('hex') };
}

/** Makes repeatable identifiers, for tests and simulation. */
export function seededEntropy(random: Random): Entropy {
  return {
    hex: (bytes) =>
      Array.from({ length: bytes }, () =>
        Math.floor(random.next() * 256)
          .toString(16)
          .padStart(2, '0'),
      ).join(''),
  };
}
