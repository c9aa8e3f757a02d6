import { z } from 'zod';
import { operation, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { callerOf, principalRow, readPrincipalArn } from '../iam/caller.ts';

const getCallerIdentity = operation('reads', z.object({}), (context) => {
  const caller = callerOf(context);
  const session = /:assumed-role\/[^/]+\/(.+)$/u.exec(caller.arn)?.[1];
  const id = caller.record?.uniqueId ?? caller.account;
  return {
    Account: context.request.account,
    Arn: caller.arn,
    UserId: session === undefined ? id : `${id}:${session}`,
  };
});

/** STS API Reference, AssumeRole. Trust policies are not judged (a choice: a sandbox role trusts everybody). */
const assumeRole = operation(
  'reads',
  z.object({
    RoleArn: z.string('Member must not be null').min(20),
    RoleSessionName: z.string('Member must not be null').regex(/^[\w+=,.@-]{2,64}$/u),
    DurationSeconds: z.int().min(900).max(43_200).default(3_600),
    ExternalId: z.string().optional(),
    SourceIdentity: z
      .string()
      .regex(/^(?!aws:)[\w+=,.@-]{2,64}$/u)
      .optional(),
  }),
  (context, input) => {
    const caller = callerOf(context);
    const name = readPrincipalArn(input.RoleArn);
    const known = name !== undefined && name.type === 'role' && context.world.accounts.includes(name.account);
    const row = known ? principalRow(context.world, name) : undefined;
    if (name === undefined || !known || (row === undefined && !context.anyRole)) {
      // STS does not tell a role that is not there from one that must not be assumed.
      refuse(
        'AccessDenied',
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
        403,
      );
    }
    const secret = context.world.secret(
      `session/${input.RoleArn}/${input.RoleSessionName}/${String(context.now)}`,
    );
    const uniqueId = row?.uniqueId ?? `AROA${secret.slice(0, 17).toUpperCase()}`;
    return {
      Credentials: {
        AccessKeyId: `ASIA${secret.slice(0, 16).toUpperCase()}`,
        SecretAccessKey: secret.slice(16, 56),
        SessionToken: secret,
        Expiration: new Date(context.now + input.DurationSeconds * 1000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${uniqueId}:${input.RoleSessionName}`,
        Arn: `arn:${name.partition}:sts::${name.account}:assumed-role/${name.name}/${input.RoleSessionName}`,
      },
      ...(input.SourceIdentity === undefined ? {} : { SourceIdentity: input.SourceIdentity }),
    };
  },
);

export const stsOperations: Operations = { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole };
