import { describe, expect, it } from 'vitest';
import { minute, second } from '../../src/model/instant.ts';
import { createEstate, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyOf, keyYaml, manifests, verdictOn } from '../support/estate-facts.ts';
import { app, roles } from '../support/family.ts';

function aliasOf(name: string): string {
  const alias = documentYaml('Alias', 'name: a', `name: alias/a, target: { ref: Key/${name} }`);
  return manifests([keyYaml({ name: 'a' }), keyYaml({ name: 'b' }), alias]);
}

const root = `{ Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }`;
const reader = `{ Sid: Read, Effect: Allow, Principal: { AWS: '${app}' }, Action: 'kms:Decrypt', Resource: '*' }`;

function policyOf(statements: readonly string[]): string {
  const policy = `policy: { Version: '2012-10-17', Statement: [${statements.join(', ')}] }`;
  return manifests([keyYaml({ name: 'a', spec: policy })]);
}

interface Story {
  readonly what: string;
  readonly address: string;
  readonly former: string;
  readonly now: string;
  /** Notes the former value, and gives what puts it back. */
  puttingBack(estate: Estate): () => void;
}

const stories: readonly Story[] = [
  {
    what: 'the target of an alias',
    address: 'Alias/a',
    former: aliasOf('a'),
    now: aliasOf('b'),
    puttingBack(estate) {
      const TargetKeyId = keyOf(estate, 'Key/a');
      return () => void estate.raw('kms', 'UpdateAlias', { AliasName: 'alias/a', TargetKeyId });
    },
  },
  {
    what: 'the policy of a key, which gives more',
    address: 'Key/a',
    former: policyOf([root, reader]),
    now: policyOf([root]),
    puttingBack(estate) {
      const KeyId = keyOf(estate, 'Key/a');
      const { Policy } = estate.raw('kms', 'GetKeyPolicy', { KeyId });
      return () => void estate.raw('kms', 'PutKeyPolicy', { KeyId, Policy });
    },
  },
];

const lagged = stories.flatMap((story) => [0, 5, 20].map((lag) => ({ ...story, lag })));

describe('a former value', () => {
  // It was called settling, and "No changes" was said while an intruder had what Git had just taken away.
  it.each(lagged)(
    'is drift when somebody sets it a moment after AWS showed the new one: $what (lag $lag s)',
    async ({ address, former, now, puttingBack, lag }) => {
      const estate = createEstate({ lagMs: lag * second, principals: roles });
      await applied(estate, former);
      await estate.advance(60 * minute);
      const putBack = puttingBack(estate);
      await applied(estate, now, { approve: ['widen', 'cut-off'] });
      await estate.advance(second);
      putBack();
      await estate.advance(lag * second);
      expect(verdictOn((await estate.plan(now)).plan, address)).toMatchObject({ sync: 'Drifted' });
    },
  );

  it.each(lagged)(
    'is not drift when nobody set it, however old a read is: $what (lag $lag s)',
    async ({ address, former, now, lag }) => {
      const estate = createEstate({ lagMs: lag * second, principals: roles });
      await applied(estate, former);
      await estate.advance(60 * minute);
      await applied(estate, now, { approve: ['widen', 'cut-off'] });
      for (let look = 0; look < 5; look += 1) {
        const { plan } = await estate.plan(now);
        expect(verdictOn(plan, address)).not.toMatchObject({ sync: 'Drifted' });
        await estate.advance(second);
      }
    },
  );
});
