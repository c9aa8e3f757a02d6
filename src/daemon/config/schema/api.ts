import { z } from 'zod';
import { anonymousBinding, binding } from '../tokens/schema.ts';
import { guardedNetworks, label, listenAddress, path, subnet, url } from './values.ts';

const oidc = z.strictObject({
  issuer: url.meta({
    description: 'The issuer of the tokens, exactly as their claim iss has it.',
    examples: ['https://issuer.example.com'],
  }),
  audience: z
    .string()
    .min(1)
    .meta({
      description: 'The audience that the claim aud must have: the client of Keywright.',
      examples: ['keywright'],
    }),
  keysUrl: url.meta({
    description: 'The URL of the key set (JWKS). It is not discovered, and no token can change it.',
    examples: ['https://issuer.example.com/.well-known/jwks.json'],
  }),
  subjectClaim: z
    .string()
    .min(1)
    .default('sub')
    .meta({
      description: 'The claim that names the person.',
      examples: ['email'],
    }),
  groupsClaim: z
    .string()
    .min(1)
    .default('groups')
    .meta({
      description: 'The claim with the list of groups.',
      examples: ['roles'],
    }),
  people: z
    .record(z.string().min(1), label)
    .default({})
    .meta({
      description:
        'The person for a value of the subject claim, as in control.people. Only these may approve: somebody else could count twice.',
      examples: [{ 'ann@example.com': 'ann' }],
    }),
  groups: z
    .array(
      z.strictObject({
        group: z
          .string()
          .min(1)
          .meta({ description: 'The name of the group.', examples: ['platform'] }),
        bindings: z
          .array(binding)
          .min(1)
          .meta({
            description: 'The permissions of its members.',
            examples: [[{ role: 'viewer' }]],
          }),
      }),
    )
    .default([])
    .meta({ description: 'The permissions by group. A token without one of these groups is refused.' }),
  allow: z
    .array(z.enum(guardedNetworks))
    .default([])
    .meta({ description: 'Networks of keysUrl that are refused otherwise.', examples: [['private']] }),
});

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
  trustedProxies: z
    .array(subnet)
    .default([])
    .meta({
      description:
        'The networks of the proxies in front. The client of a request is the last address in X-Forwarded-For that is in none of them. Left out: the one proxy that connects.',
      examples: [['10.0.0.0/8']],
    }),
  tokensFile: path.exactOptional().meta({
    description: 'The tokens file, outside every repository. It is read again when it changes.',
    examples: ['/etc/keywright/tokens.yaml'],
  }),
  oidc: oidc.exactOptional().meta({
    description: 'Bearer tokens of an OpenID Connect issuer, beside those of the tokens file.',
  }),
  anonymous: z
    .array(anonymousBinding)
    .default([])
    .meta({
      description: 'Read access for callers without a token. Left out: none.',
      examples: [[{ role: 'viewer', stacks: ['staging'] }]],
    }),
});
