import { z } from 'zod';
import { hour, second } from '../../../model/instant.ts';
import { modes } from '../../../model/mode.ts';
import { guardedNetworks, label, length, path } from './values.ts';

const git = z.strictObject({
  url: z
    .string()
    .min(1)
    .max(2048)
    .meta({
      description:
        'Where the repository is: ssh or https. Another scheme, and a URL with a password, are refused.',
      examples: ['ssh://git@git.example.com/platform/keys.git'],
    }),
  ref: z
    .string()
    .min(1)
    .default('main')
    .meta({
      description: 'A branch; a tag is written refs/tags/NAME, so that a tag cannot replace a branch.',
      examples: ['production', 'refs/tags/v1'],
    }),
  path: z
    .string()
    .min(1)
    .exactOptional()
    .meta({
      description: 'The directory of the manifests inside the repository.',
      examples: ['clusters/eu'],
    }),
  interval: length(10 * second, 24 * hour)
    .prefault('1m')
    .meta({ description: 'How often the repository is asked for a new commit.', examples: ['5m'] }),
  timeout: length(second, hour)
    .prefault('2m')
    .meta({ description: 'How long one fetch may take.', examples: ['5m'] }),
  maxMegabytes: z.int().min(1).max(100_000).default(512).meta({
    description: 'How large the repository may become on disk; a fetch that exceeds it is stopped.',
  }),
  sshKeyFile: path.exactOptional().meta({
    description: 'The private key for ssh. Required for ssh.',
    examples: ['/etc/keywright/git/id_ed25519'],
  }),
  knownHostsFile: path.exactOptional().meta({
    description: 'The host keys that ssh accepts. Required for ssh.',
    examples: ['/etc/keywright/git/known_hosts'],
  }),
  username: z
    .string()
    .regex(/^[\w.@+-]+$/u, { error: 'must be a user name' })
    .exactOptional()
    .meta({ description: 'The user that goes with the token, for https.', examples: ['x-access-token'] }),
  tokenFile: path.exactOptional().meta({
    description: 'A file with the token or password for https. It is read at each fetch.',
    examples: ['/etc/keywright/git/token'],
  }),
  caFile: path.exactOptional().meta({
    description: 'The certificates (PEM) that https accepts instead of those of the system.',
    examples: ['/etc/keywright/git/ca.pem'],
  }),
  signersFile: path.exactOptional().meta({
    description:
      'The allowed signers of commits, in the format of ssh-keygen. Every commit since the last accepted one must be signed by one of them.',
    examples: ['/etc/keywright/git/allowed_signers'],
  }),
  webhookSecretFile: path.exactOptional().meta({
    description:
      'A file with the secret of the webhook at the Git host. With webhook.address, a signed delivery triggers a read. It is read at each delivery.',
    examples: ['/etc/keywright/git/webhook-secret'],
  }),
  allow: z
    .array(z.enum(['file', ...guardedNetworks]))
    .default([])
    .meta({
      description:
        'Places that are refused otherwise: a repository of this machine, and hosts of these networks.',
      examples: [['private']],
    }),
});

/** Where the manifests of one Stack come from. */
export const source = z.strictObject({
  name: label
    .default('main')
    .meta({ description: 'Its name in events, metrics and commands.', examples: ['production'] }),
  directory: path.exactOptional().meta({
    description: 'A directory of manifests, watched for changes. This or git.',
    examples: ['/etc/keywright/manifests'],
  }),
  git: git.exactOptional().meta({
    description: 'A branch or tag of a Git repository. This or directory.',
    examples: [{ url: 'ssh://git@git.example.com/platform/keys.git', ref: 'production' }],
  }),
  allowUnsigned: z.boolean().default(false).meta({
    description:
      'Whether unsigned manifests may be written to AWS: those of a directory, and of a repository without signersFile.',
  }),
  maxMode: z
    .enum(modes)
    .exactOptional()
    .meta({
      description: 'The loosest mode of this source, where it is tighter than that of the daemon.',
      examples: ['approve'],
    }),
  guardrails: path.exactOptional().meta({
    description: 'The guardrails file of this source instead of that of the daemon.',
    examples: ['/etc/keywright/guardrails-production.yaml'],
  }),
});
