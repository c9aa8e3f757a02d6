import { z } from 'zod';
import { anonymousBinding } from '../tokens/schema.ts';
import { listenAddress, path, url } from './values.ts';

/** The section of the API and the page: where they are, and who may use them. */
export const api = z.strictObject({
  address: listenAddress.exactOptional().meta({
    description: 'Where the API and the page are served. Left out: nowhere, except on the embedded AWS.',
    examples: ['127.0.0.1:9810'],
  }),
  url: url.exactOptional().meta({
    description: 'The URL at which people open the page. Required where a proxy serves it.',
    examples: ['https://keywright.example.com'],
  }),
  hosts: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/u, { error: 'must be a host name in lower case' }),
    )
    .default([])
    .meta({
      description: 'More host names by which clients reach the API. Requests with another Host are refused.',
      examples: [['keywright.keywright.svc']],
    }),
  behindProxy: z.boolean().default(false).meta({
    description:
      'Whether a proxy in front terminates TLS. Required for an address other than loopback: tokens must not travel in plain text.',
  }),
  tokensFile: path.exactOptional().meta({
    description: 'The tokens file, outside every repository. It is read again when it changes.',
    examples: ['/etc/keywright/tokens.yaml'],
  }),
  anonymous: z
    .array(anonymousBinding)
    .default([])
    .meta({
      description: 'Read access for callers without a token. Left out: none.',
      examples: [[{ role: 'viewer', stacks: ['staging'] }]],
    }),
});
