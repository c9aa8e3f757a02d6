import { z } from 'zod';

/** Parameter shapes shared by operations (KMS API Reference, common patterns and lengths). */
export const keyIdInput = z
  .string('Member must not be null')
  .min(1, 'Member must have length greater than or equal to 1')
  .max(2048, 'Member must have length less than or equal to 2048');

export const descriptionInput = z.string().max(8192, 'Member must have length less than or equal to 8192');

export function oneOf<const T extends readonly string[]>(values: T): z.ZodType<T[number]> {
  return z.enum(
    values as unknown as [string, ...string[]],
    `Member must satisfy enum value set: [${values.join(', ')}]`,
  );
}

export function between(low: number, high: number): z.ZodNumber {
  return z
    .int()
    .min(low, `Member must have value greater than or equal to ${String(low)}`)
    .max(high, `Member must have value less than or equal to ${String(high)}`);
}

export const tagListInput = z.array(
  z.object({
    TagKey: z.string('Member must not be null').min(1, 'Member must have length greater than or equal to 1'),
    TagValue: z.string('Member must not be null'),
  }),
);
