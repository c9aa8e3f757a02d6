import { z } from 'zod';

const oneOrMany = z.union([z.string(), z.array(z.string())]);
const principal = z.union([z.string(), z.record(z.string(), oneOrMany)]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const statement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))).optional(),
});

/** The grammar of a policy document as far as a service checks it (IAM User Guide, policy grammar). */
export const documentSchema = z.looseObject({
  Version: z.enum(['2008-10-17', '2012-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement, z.array(statement)]),
});

export type Document = z.infer<typeof documentSchema>;
export type Statement = z.infer<typeof statement>;
export type PrincipalElement = z.infer<typeof principal>;

export function statementsOf(document: Document): readonly Statement[] {
  return Array.isArray(document.Statement) ? document.Statement : [document.Statement];
}

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** Parses the document of a JSON text; returns undefined if it is not one by the grammar. */
export function parseDocument(text: string): Document | undefined {
  try {
    const parsed = documentSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
