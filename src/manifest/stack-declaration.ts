import type { z } from 'zod';
import type { Path } from '../model/path.ts';
import type { Settings } from '../model/resource.ts';

/** The kind of the one document that is no resource: an argument, as the kinds are. */
export interface StackDeclaration {
  readonly kind: string;
  readonly schema: z.ZodType;
  /** The settings that a parsed spec makes, and its contradictions, by paths of the spec. */
  fill(name: string, spec: never): FilledStack;
}

export interface FilledStack {
  readonly settings: Settings;
  readonly defaults: { readonly account?: string; readonly region?: string };
  readonly problems: readonly { readonly path: Path; readonly message: string }[];
}
