import { createHash, randomBytes } from 'node:crypto';

/** Numbers in [0, 1); the shape of `model/clock.ts`. */
export interface Random {
  next(): number;
}

/** One stream of numbers per named part, so that a part that draws more does not disturb another. */
export interface Randoms {
  stream(name: string): Random;
}

/** Makes generators by name from a seed: equal seeds and names give equal numbers, on every machine. */
export function seededRandoms(seed: number | string): Randoms {
  return {
    stream: (name) =>
      sfc32(
        createHash('sha256')
          .update(`${String(seed)}\0${name}`)
          .digest(),
      ),
  };
}

/** Makes unpredictable numbers, for jitter outside tests. */
export function realRandoms(): Randoms {
  return { stream: () => sfc32(randomBytes(16)) };
}

/** Implements the "small fast counting" generator of PractRand (public domain), with 128 bits of state. */
function sfc32(state: Buffer): Random {
  let a = state.readUInt32LE(0);
  let b = state.readUInt32LE(4);
  let c = state.readUInt32LE(8);
  let counter = state.readUInt32LE(12);
  return {
    next() {
      const sum = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      return (sum >>> 0) / 2 ** 32;
    },
  };
}
