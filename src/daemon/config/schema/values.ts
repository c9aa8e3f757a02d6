import { z } from 'zod';
import { durationOf } from '../../../model/duration.ts';
import { day, second, type Duration } from '../../../model/instant.ts';

/** A name that events, metrics and command lines carry. */
export const label = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/u, {
  error: 'must be 1 to 40 lower-case letters, digits and hyphens, ends with a letter or digit',
});

/** A file or directory. Relative ones start at the working directory, as on a command line. */
export const path = z
  .string()
  .regex(/^[^\0\n]+$/u, { error: 'must be a path' })
  .max(4096);

/** Accepts a length of time as people write it. */
export function length(from: Duration, to: Duration): z.ZodType<Duration, string> {
  return z
    .string({ error: ({ input }) => unitMissing(input, from, to) })
    .refine((text) => isBetween(durationOf(text), from, to), {
      error: ({ input }) =>
        unitMissing(input, from, to) ??
        `must be a duration such as 90s, 10m or 1h, from ${words(from)} to ${words(to)}`,
    })
    .transform((text) => durationOf(text) ?? from);
}

/** Refuses a number alone, of which nobody knows whether seconds or minutes were meant. */
function unitMissing(input: unknown, from: Duration, to: Duration): string | undefined {
  const count = String(input);
  const meant = ['s', 'm', 'h', 'd']
    .map((unit) => `${count}${unit}`)
    .filter((text) => isBetween(durationOf(text), from, to));
  return /^[1-9]\d*$/u.test(count) && meant.length > 0
    ? `must be a duration with a unit: ${meant.join(' or ')}`
    : undefined;
}

function isBetween(value: Duration | undefined, from: Duration, to: Duration): boolean {
  return value !== undefined && value >= from && value <= to;
}

function words(time: Duration): string {
  return time >= day ? `${time / day}d` : `${time / second}s`;
}

/** A URL that holds no secret: a password or a token belongs into a file. */
export const url = z.string().refine(isPlainUrl, {
  error: 'must be an https or http URL without a user or password',
});

function isPlainUrl(text: string): boolean {
  const read = URL.parse(text);
  return (
    read !== null &&
    ['https:', 'http:'].includes(read.protocol) &&
    read.username === '' &&
    read.password === ''
  );
}

/** Networks that outgoing requests refuse unless the configuration allows them (authority.md §1.2). Others stay refused. */
export const guardedNetworks = ['loopback', 'private', 'link-local'] as const;

/** A network, or one address. Every address is none: it would let each client write its own. */
export const subnet = z.string().refine(isSubnet, {
  error: 'must be a network such as 10.0.0.0/8 or fd00::/8, or an address',
});

function isSubnet(text: string): boolean {
  const forms = [z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()];
  return !text.endsWith('/0') && forms.some((form) => form.safeParse(text).success);
}

/** `host:port`; an IPv6 address is in brackets. */
export const listenAddress = z.string().regex(/^(?:\[[0-9a-f:.]+\]|[\w.-]+):\d{1,5}$/iu, {
  error: 'must be an address and a port such as 127.0.0.1:9808 or [::]:9808',
});
