import { describe, expect, it } from 'vitest';
import type { ApprovalClass } from '../../src/model/approval.ts';
import { account, createEstate, endings, leftOver, stackYaml } from '../support/estate.ts';
import { handOn, roleArn, stripMark } from '../support/hand.ts';

const approve: readonly ApprovalClass[] = ['disable', 'repair', 'widen'];
const settled = 60 * 60_000;

function manifest(key: {
  readonly enabled: boolean;
  readonly readers: boolean;
  readonly alias: boolean;
}): string {
  const statement = (sid: string, principal: string, action: string): object => ({
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: action,
    Resource: '*',
  });
  const policy = {
    Version: '2012-10-17',
    Statement: [
      statement('Root', `arn:aws:iam::${account}:root`, 'kms:*'),
      ...(key.readers ? [statement('Readers', roleArn('app'), 'kms:Decrypt')] : []),
    ],
  };
  const aliases = key.alias ? ['alias/a'] : [];
  const spec = { description: 'a', enabled: key.enabled, policy, aliases };
  return `${stackYaml}---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', kind: 'Key', metadata: { name: 'a' }, spec })}\n`;
}

// A step of the expand half (enable) comes after one of the contract half (the narrowed policy), which waits
// for the dependants (the alias), which wait for the expand half: makePlan throws, the whole plan is lost.
describe('a key is enabled and its policy narrowed while something that depends on it changes', () => {
  it('converges when one commit enables the key, narrows its policy and adds an alias', async () => {
    const estate = createEstate({ principals: [roleArn('app')] });
    await estate.apply(manifest({ enabled: false, readers: true, alias: false }), { approve });
    await estate.advance(settled);
    const after = manifest({ enabled: true, readers: false, alias: true });
    const ended = endings(await estate.apply(after, { approve }));
    expect(ended).toEqual({ 'Key/a#policy': 'done', 'Key/a#enabled': 'done', 'Alias/a#create': 'done' });
    expect(leftOver(await estate.plan(after))).toEqual([]);
  });

  it('converges when somebody opens the policy, disables the key and deletes its alias', async () => {
    const estate = createEstate({ principals: [roleArn('app')] });
    const hand = handOn(estate);
    const declared = manifest({ enabled: true, readers: false, alias: true });
    await estate.apply(declared);
    await estate.apply(declared);
    await estate.advance(settled);
    const KeyId = hand.key('Key/a');
    const { Policy } = hand.kms('GetKeyPolicy', { KeyId, PolicyName: 'default' }) as { Policy: string };
    const document = JSON.parse(Policy) as { Statement: object[] };
    const opened = { ...document.Statement[0], Sid: 'More', Principal: { AWS: roleArn('app') } };
    const wide = JSON.stringify({ ...document, Statement: [...document.Statement, opened] });
    hand.kms('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: wide });
    hand.kms('DisableKey', { KeyId });
    hand.kms('DeleteAlias', { AliasName: 'alias/a' });
    await estate.advance(settled);
    expect((await estate.plan(declared)).plan.steps.length).toBe(3);
  });
});

// Of a facet only the value before its last write is noted, so an old read from before the first of two
// halves (tags set, then tags taken off) is taken for drift: design §6 calls it settling.
describe('right after an apply, old reads are settling and not drift', () => {
  it('converges when one apply sets and removes tags and reads lag a minute', async () => {
    const tagged = (tags: object): string =>
      `${stackYaml}---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', kind: 'Key', metadata: { name: 'a' }, spec: { tags } })}\n`;
    const phantoms: string[] = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      const estate = createEstate({ seed, lagMs: 60_000 });
      await estate.apply(tagged({ team: 'a', tier: 'a' }));
      await estate.advance(settled);
      await estate.apply(tagged({ team: 'b', tier: null, stage: 'x' }));
      phantoms.push(...leftOver(await estate.plan(tagged({ team: 'b', tier: null, stage: 'x' }))));
    }
    expect(phantoms).toEqual([]);
  });

  // A mark that was written a moment ago is not noted, so a read from before it asks for it again.
  it('converges when a key was re-tagged and reads lag a minute', async () => {
    const yaml = manifest({ enabled: true, readers: false, alias: true });
    const phantoms: string[] = [];
    for (let seed = 1; seed <= 20; seed += 1) {
      const estate = createEstate({ seed, lagMs: 60_000 });
      const hand = handOn(estate);
      await estate.apply(yaml);
      await estate.advance(settled);
      stripMark(hand, hand.key('Key/a'));
      await estate.advance(settled);
      expect(endings(await estate.apply(yaml))).toEqual({ 'Key/a#mark': 'done' });
      phantoms.push(...leftOver(await estate.plan(yaml)));
    }
    expect(phantoms).toEqual([]);
  });
});
