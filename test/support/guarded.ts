import type { Transport } from '../../src/aws/transport.ts';
import { watched } from '../../src/engine/declared.ts';
import { kindsByName } from '../../src/kinds/index.ts';
import { permissionsOf, type RolePermissions, type RoleUse } from '../../src/permissions/permissions.ts';
import type { PolicyDocument } from '../../src/permissions/fit.ts';
import { sandboxTransport } from '../../src/sandbox/transport.ts';
import { checkingMessages } from './schema-check.ts';
import { endings, leftOver, type Estate, type RunOptions } from './estate.ts';

/** Changes a generated policy before it holds: what is taken out must be missed. */
export type Edit = (document: PolicyDocument, use: RoleUse) => PolicyDocument;

/** An estate in which Keywright may do what the policies of its two roles allow, and nothing else. */
export interface Guarded {
  readonly estate: Estate;
  /** The policies that hold from now on: those of these manifests. */
  permit(yaml: string): void;
  /** Applies and tells how each step ended, and what is left a moment later. */
  apply(yaml: string, options?: RunOptions): Promise<void>;
  plan(yaml: string): Promise<void>;
  transport(inner?: Transport): Transport;
  /** The results of all runs so far, in order. */
  readonly came: string[];
  /** Requests that were refused for want of a permission. */
  readonly denied: Set<string>;
  /** Operations that were sent, by role. */
  readonly sent: Set<string>;
  /** Every call that a kind made, as `Kind part operation`. */
  readonly made: Set<string>;
  /** Every permission that was given, as `role purpose action`. */
  readonly given: Set<string>;
}

/**
 * Finds the purpose of a statement. Statements of one purpose differ in their resources and conditions: their Sids
 * end with a number.
 */
export function purposeOf(sid: string): string {
  return sid.replace(/\d+$/u, '');
}

const refusals = ['AccessDenied', 'AccessDeniedException'];

/** Longer than any settle time. */
const settled = 60 * 60_000;

export function guarded(estate: Estate, edit: Edit = (document) => document): Guarded {
  const came: string[] = [];
  const denied = new Set<string>();
  const sent = new Set<string>();
  const given = new Set<string>();
  const made = new Set<string>();
  const kinds = new Map(
    [...kindsByName()].map(([name, kind]) => [
      name,
      watched(kind, (part, _declared, calls) => {
        for (const { op } of calls) made.add(`${part} ${op}`);
      }),
    ]),
  );

  function transport(inner: Transport = checkingMessages(asRoles(estate), estate.messages)): Transport {
    return {
      async send(request) {
        const answer = await inner.send(request);
        sent.add(`${request.role} ${request.op}`);
        // HEAD answers have no body to say it in.
        const refused = answer.is === 'error' && (refusals.includes(answer.name) || answer.status === 403);
        if (refused) denied.add(`${request.role} ${request.op}`);
        return answer;
      },
    };
  }

  function permit(yaml: string): void {
    for (const role of permissionsOf(estate.stack(yaml), kindsByName())) {
      for (const { Sid, Action } of role.documents.flatMap(({ Statement }) => Statement))
        for (const action of Action) given.add(`${role.use} ${purposeOf(Sid)} ${action}`);
      put(estate, role, edit);
    }
  }

  async function plan(yaml: string): Promise<void> {
    permit(yaml);
    const result = await estate.plan(yaml, { kinds, transport: () => transport() });
    came.push(...leftOver(result).map((line) => `planned ${line}`));
  }

  return {
    estate,
    permit,
    plan,
    transport,
    came,
    denied,
    sent,
    given,
    made,
    async apply(yaml, options = {}) {
      permit(yaml);
      const answer = await estate.apply(yaml, {
        approve: 'shown',
        kinds,
        transport: () => transport(),
        ...options,
      });
      came.push(...Object.entries(endings(answer)).map(([id, how]) => `${id} ${how}`));
      await estate.advance(settled);
      const rest = await estate.plan(yaml, { transport: () => transport() });
      came.push(...leftOver(rest).map((line) => `left ${line}`));
      came.push(...rest.plan.resources.flatMap(({ notes }) => notes ?? []));
    },
  };
}

function roleArn(account: string, use: RoleUse): string {
  return `arn:aws:iam::${account}:role/keywright-${use}`;
}

/** Makes each request come from the role that it would be signed by. */
export function asRoles(estate: Pick<Estate, 'sandbox'>): Transport {
  return sandboxTransport(estate.sandbox, { principal: ({ account }, use) => roleArn(account, use) });
}

/** Makes the policies of a role what they are generated to be: the embedded AWS holds it to them. */
function put(estate: Estate, { account, use, documents }: RolePermissions, edit: Edit): void {
  const raw = (operation: string, input: Readonly<Record<string, unknown>>): Record<string, unknown> => {
    const request = {
      service: 'iam',
      account,
      region: 'us-east-1',
      principal: `arn:aws:iam::${account}:root`,
    };
    const answer = estate.sandbox.raw({ ...request, service: 'iam', operation, input });
    if (answer.is === 'error') throw new Error(`${operation}: ${answer.name}: ${answer.message}`);
    return answer.output;
  };
  const RoleName = `keywright-${use}`;
  const known = estate.sandbox.raw({
    service: 'iam',
    operation: 'GetRole',
    account,
    region: 'us-east-1',
    principal: `arn:aws:iam::${account}:root`,
    input: { RoleName },
  });
  if (known.is === 'error') raw('CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
  documents.forEach((document, index) => {
    const PolicyName = `keywright-${index + 1}`;
    const { Statement } = edit(document, use);
    // A role without any policy is held to nothing here, so there is always one that allows nothing.
    const nothing = { Sid: 'Nothing', Effect: 'Allow', Action: 'none:None', Resource: '*' };
    const PolicyDocument = JSON.stringify({ ...document, Statement: [...Statement, nothing] });
    raw('PutRolePolicy', { RoleName, PolicyName, PolicyDocument });
  });
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});
