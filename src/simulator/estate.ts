/** An estate that a simulation declares: so many keys, each with an alias, a policy, tags and rotation. */
export interface Estate {
  readonly keys: number;
  /** Changes what each key says of itself. */
  readonly version: number;
}

export const account = '111122223333';
export const region = 'eu-central-1';
/** An account that no manifest names, and a role there. */
export const otherAccount = '999988887777';
export const stranger = `arn:aws:iam::${otherAccount}:role/stranger`;
export const admin = `arn:aws:iam::${account}:role/admin`;

const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts:
    - id: '${account}'
      regions: [${region}]
  defaults: { account: '${account}', region: ${region} }
`;

const root = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};

/** Returns the manifests as text. */
export function stackText({ keys, version }: Estate): string {
  const all = Array.from({ length: keys }, (_, index) => keyText(`app-${String(index)}`, version));
  return [stack, ...all].join('---\n');
}

function keyText(name: string, version: number): string {
  return `apiVersion: keywright.dev/v1
kind: Key
metadata: { name: ${name} }
spec:
  description: version ${String(version)}
  rotation: { enabled: true }
  tags: { team: shop }
  policy: ${JSON.stringify({ Version: '2012-10-17', Statement: [root] })}
---
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: ${name} }
spec: { name: alias/${name}, target: { ref: Key/${name} } }
`;
}

/** What somebody puts in the place of the declared policy: an account that nobody knows may do everything. */
export const openPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    root,
    {
      Sid: 'Other',
      Effect: 'Allow',
      Principal: { AWS: stranger },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
