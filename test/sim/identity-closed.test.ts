import { describe, expect, it } from 'vitest';
import { createEstate, endings, leftOver, region, type Estate } from '../support/estate.ts';
import {
  applied,
  arnOf,
  hermit,
  keyIds,
  keyYaml,
  makeKey,
  manifests,
  verdictOn,
  writes,
  closedPolicy,
} from '../support/estate-facts.ts';

const plain = manifests([keyYaml({ name: 'a' })]);
const named = manifests([keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' })]);

describe('a foreign key whose policy denies us', () => {
  it('holds the alias that we declare: no create, and the way out is another name', async () => {
    const estate = createEstate({ principals: [hermit] });
    const foreign = makeKey(estate, { policy: closedPolicy });
    aliasByHermit(estate, foreign);
    const answer = await applied(estate, named);
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'unproven',
        why: `alias/a already points to ${arnOf(foreign)}, which does not show its tags`,
        release: `set metadata.adopt: ${foreign} to take it over, delete that alias, or choose another name`,
      },
    });
    expect(writes(answer)).toEqual([]);
    const other = manifests([keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/b]' })]);
    expect(Object.values(endings(await applied(estate, other)))).toEqual(['done', 'done']);
    expect(leftOver(await estate.plan(other))).toEqual([]);
  });

  it('ignores it when it exists beside ours and no create is unfinished', async () => {
    const estate = createEstate({ principals: [hermit] });
    makeKey(estate, { policy: closedPolicy });
    expect(endings(await applied(estate, plain))).toEqual({ 'Key/a#create': 'done' });
    makeKey(estate, { policy: closedPolicy });
    expect(leftOver(await applied(estate, plain))).toEqual([]);
    expect(keyIds(estate)).toHaveLength(3);
  });

  it('appears while the answer to our create is lost: nothing is created until we may read its tags', async () => {
    const { estate, foreign } = await lostAnswerAndStranger();
    await estate.advance(hour);
    const again = await applied(estate, plain);
    expect(endings(again)).toEqual({ 'Key/a#create': candidate(foreign) });
    expect(writes(again)).toEqual([]);
    expect(keyIds(estate)).toEqual([foreign]);
    openToAll(estate, foreign);
    expect(endings(await applied(estate, plain))).toEqual({ 'Key/a#create': 'done' });
    expect(keyIds(estate)).toHaveLength(2);
    expect(leftOver(await estate.plan(plain))).toEqual([]);
  });

  it('continues after a forgotten address, as the hint asks, when it appears while the answer to our create is lost', async () => {
    const { estate } = await lostAnswerAndStranger();
    await estate.advance(hour);
    for (const intent of await estate.store.journal.openIntents()) {
      await estate.store.journal.close(intent.id, undefined);
    }
    expect(endings(await applied(estate, plain))).toEqual({ 'Key/a#create': 'done' });
    expect(keyIds(estate)).toHaveLength(2);
  });
});

const hour = 3_600_000;

function candidate(foreign: string): string {
  return `failed: engine.candidate ${arnOf(foreign)} appeared since an unfinished create of Key/a, and its tags cannot be read`;
}

/** Loses the answer to our create. In the same moment somebody makes a key that hides its tags from us. */
async function lostAnswerAndStranger(): Promise<{ readonly estate: Estate; readonly foreign: string }> {
  const estate = createEstate({ principals: [hermit] });
  let foreign = '';
  estate.sandbox.faults.next({ operation: 'CreateKey' }, () => {
    foreign = makeKey(estate, { policy: closedPolicy });
    return { is: 'error', name: 'TimeoutError', message: 'no answer', status: 0 };
  });
  expect(endings(await applied(estate, plain))).toEqual({ 'Key/a#create': candidate(foreign) });
  return { estate, foreign };
}

function byHermit(estate: Estate, operation: string, input: Record<string, unknown>): void {
  const answer = estate.sandbox.raw({
    service: 'kms',
    operation,
    account: '111122223333',
    region,
    principal: hermit,
    input,
  });
  if (answer.is === 'error') throw new Error(`${operation}: ${answer.message}`);
}

function aliasByHermit(estate: Estate, TargetKeyId: string): void {
  byHermit(estate, 'CreateAlias', { AliasName: 'alias/a', TargetKeyId });
}

function openToAll(estate: Estate, KeyId: string): void {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
  byHermit(estate, 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
}
