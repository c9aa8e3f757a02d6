import {
  DescribeKeyCommand,
  DisableKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { until } from '../processes/process.ts';

/** Somebody who changes AWS outside of Git. */
export interface Intruder {
  /** Opens the key of the customers to another account. */
  openKey(): Promise<void>;
  /** Returns true while that is in its policy. */
  isOpen(): Promise<boolean>;
  /** Disables the keys with these aliases. */
  disable(...aliases: readonly string[]): Promise<void>;
  isEnabled(alias: string): Promise<boolean>;
  leave(): void;
}

const needed = ['alias/customer-data', 'alias/audit-log', 'alias/backups/current'];

const evil = {
  Sid: 'Support',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::999988887777:root' },
  Action: 'kms:Decrypt',
  Resource: '*',
};

/** Waits until the example estate exists, and gets access to it. */
export async function createIntruder(aws: string): Promise<Intruder> {
  const kms = new KMSClient({
    endpoint: aws,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'sandbox' },
  });
  const Aliases = await until(
    'the example estate',
    () => aws,
    150_000,
    async () => {
      const { Aliases: all = [] } = await kms.send(new ListAliasesCommand({}));
      return needed.every((name) => all.some(({ AliasName }) => AliasName === name)) ? all : undefined;
    },
  );
  function keyOf(alias: string): string {
    const id = Aliases.find(({ AliasName }) => AliasName === alias)?.TargetKeyId;
    if (id === undefined) throw new Error(`the example estate has no ${alias}`);
    return id;
  }
  const KeyId = keyOf('alias/customer-data');
  const policy = async (): Promise<string> =>
    (await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy ?? '';
  return {
    async openKey() {
      const before = JSON.parse(await policy()) as { readonly Statement: readonly object[] };
      const Policy = JSON.stringify({ ...before, Statement: [...before.Statement, evil] });
      await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
    },
    isOpen: async () => (await policy()).includes('999988887777'),
    async disable(...aliases) {
      for (const alias of aliases) await kms.send(new DisableKeyCommand({ KeyId: keyOf(alias) }));
    },
    async isEnabled(alias) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyOf(alias) }));
      return KeyMetadata?.Enabled === true;
    },
    leave: () => kms.destroy(),
  };
}
