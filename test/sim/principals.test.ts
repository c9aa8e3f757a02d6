import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model/outcome.ts';
import type { ProgressEvent } from '../../src/model/progress.ts';
import { failureHelp } from '../../src/report/help/failure.ts';
import type { SandboxAnswer } from '../../src/sandbox/request.ts';
import { account, createEstate, stackYaml, type Estate } from '../support/estate.ts';

const second = 1_000;
const worker = `arn:aws:iam::${account}:role/worker`;
const ghost = `arn:aws:iam::${account}:role/ghost`;
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' },
  ],
});

function keyFor(...principals: readonly string[]): string {
  return `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data }
spec:
  policy:
    Version: '2012-10-17'
    Statement:
      - { Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }
      - { Sid: Use, Effect: Allow, Principal: { AWS: ${JSON.stringify(principals)} }, Action: 'kms:Decrypt', Resource: '*' }
`;
}

function makeRole(estate: Estate, name: string): void {
  estate.raw('iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust });
}

/** Hides a role from KMS until then, as AWS does for some seconds. */
function hidden(estate: Estate, operation: string, until: number): void {
  estate.sandbox.faults.every({ operation }, (_request, run): SandboxAnswer => {
    if (estate.clock.now() >= until) return run();
    return {
      is: 'error',
      name: 'MalformedPolicyDocumentException',
      message: 'Policy contains a statement with one or more invalid principals.',
      status: 400,
    };
  });
}

async function applied(estate: Estate, yaml: string) {
  const events: ProgressEvent[] = [];
  const before = estate.clock.now();
  const answer = await estate.apply(yaml, {
    onProgress: (event) => void events.push(event),
    approve: 'shown',
  });
  if (answer.is === 'refused') throw new Error('nobody else holds the lease');
  const sent = answer.requests.filter(({ op }) => op === 'kms:CreateKey' || op === 'kms:PutKeyPolicy');
  const waits = events.flatMap((event) => (event.is === 'waiting' ? [event.why] : []));
  return { outcomes: [...answer.outcomes.values()], sent, waits, took: estate.clock.now() - before };
}

function helpIn(outcome: Outcome | undefined): string {
  if (outcome?.is !== 'failed' || !('op' in outcome.failure)) return `no failure: ${JSON.stringify(outcome)}`;
  return `${outcome.failure.message} | ${failureHelp(outcome.failure).join(' ')}`;
}

describe('a policy that AWS refuses for a principal', () => {
  it('reports a missing principal at once by name', async () => {
    const estate = createEstate();
    makeRole(estate, 'worker');
    const { outcomes, sent } = await applied(estate, keyFor(worker, ghost));
    expect(helpIn(outcomes[0])).toBe(
      `Policy contains a statement with one or more invalid principals. | the principal ${ghost} does not exist: correct its name, or create it first`,
    );
    expect(sent).toHaveLength(1);
  });

  it('reports a missing principal at once even for a key of this run', async () => {
    const estate = createEstate();
    makeRole(estate, 'worker');
    await applied(estate, keyFor(worker));
    const { outcomes, sent, took } = await applied(estate, keyFor(worker, ghost));
    expect(helpIn(outcomes[0])).toContain(`the principal ${ghost} does not exist`);
    expect(sent.map(({ op }) => op)).toEqual(['kms:PutKeyPolicy']);
    expect(took).toBeLessThan(10 * second);
  });

  it('waits for a new principal and names it', async () => {
    const estate = createEstate();
    await estate.advance(600 * second);
    makeRole(estate, 'worker');
    hidden(estate, 'CreateKey', estate.clock.now() + 40 * second);
    const { outcomes, waits } = await applied(estate, keyFor(worker));
    expect(outcomes.map(({ is }) => is)).toEqual(['done']);
    expect(waits.find((why) => why.startsWith('MalformedPolicyDocumentException: '))).toMatch(
      /worker \(created \d+ s ago\) may be too new for this service$/u,
    );
  });

  it('ends with AWS’s message and the waiting time when a principal stays unknown', async () => {
    const estate = createEstate();
    await estate.advance(600 * second);
    makeRole(estate, 'worker');
    hidden(estate, 'CreateKey', Infinity);
    const { outcomes } = await applied(estate, keyFor(worker));
    expect(helpIn(outcomes[0])).toMatch(
      /^Policy contains .* invalid principals\. \| .*worker \(created \d+ s ago\).*; tried \d+ times in \d+ s$/u,
    );
  });

  it('blames the policy without a retry when all principals exist', async () => {
    const estate = createEstate();
    makeRole(estate, 'worker');
    await estate.advance(600 * second);
    hidden(estate, 'CreateKey', Infinity);
    const { outcomes, sent } = await applied(estate, keyFor(worker));
    expect(helpIn(outcomes[0])).toContain('all roles in it exist, so another part of the policy is wrong');
    expect(sent).toHaveLength(1);
  });

  it('names a principal that IAM does not confirm as possibly missing', async () => {
    const estate = createEstate();
    makeRole(estate, 'worker');
    hidden(estate, 'CreateKey', Infinity);
    estate.sandbox.faults.every({ operation: 'GetRole' }, () => ({
      is: 'error',
      name: 'AccessDenied',
      message: 'no',
      status: 403,
    }));
    const elsewhere = 'arn:aws:iam::444455556666:role/partner';
    const { outcomes, sent } = await applied(estate, keyFor(worker, elsewhere));
    expect(helpIn(outcomes[0])).toContain(
      `the policy names ${worker}, ${elsewhere}, which could not be checked: AWS reports a missing principal this way`,
    );
    expect(sent).toHaveLength(1);
  });
});
