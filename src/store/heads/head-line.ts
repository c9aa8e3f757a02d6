import { z } from 'zod';
import type { ChainHead } from '../../model/history.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import type { StackId } from '../../model/resource.ts';

const headLine = z.object({ chain: z.string(), seq: z.int().positive(), hash: z.string() });

/** Prints a head as one line of JSON. */
export function headText({ name, uid }: StackId, { chain, seq, hash }: ChainHead, at: Instant): string {
  return `${JSON.stringify({ keywright: 'record-head', stack: `${name}/${uid}`, at: isoOf(at), chain, seq, hash })}\n`;
}

/** Parses a line; undefined for what is none. */
export function headIn(text: string | undefined): ChainHead | undefined {
  try {
    const parsed = headLine.safeParse(JSON.parse(text ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Turns the name of a Stack into a part of a path. */
export function folderOf({ name, uid }: StackId): string {
  return encodeURIComponent(`${name}-${uid}`);
}
