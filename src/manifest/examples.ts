import { z } from 'zod';

/**
 * Puts examples back into a JSON Schema of an input: zod leaves them out where a value is transformed, for it
 * takes them for examples of the result; ours are what people write.
 */
export function keepExamples({
  zodSchema,
  jsonSchema,
}: {
  readonly zodSchema: z.core.$ZodType;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  const examples = z.globalRegistry.get(zodSchema)?.['examples'];
  if (Array.isArray(examples)) jsonSchema.examples = [...(examples as z.core.JSONSchema.JSONSchema[])];
}
