import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, createEstate, endings, stackYaml, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyYaml, manifests, writes } from '../support/estate-facts.ts';

const grantees = ['g1', 'g2', 'g3', 'g4'];
const [g1, ...others] = grantees.map((name) =>
  documentYaml(
    'Grant',
    `name: ${name}`,
    `key: { ref: Key/a }, granteePrincipal: 'arn:aws:iam::${account}:role/${name}', operations: [Decrypt]`,
  ),
);
const kept = [keyYaml({ name: 'a' }), g1 ?? ''];
const moved = `${stackYaml}  coordination: { directory: /elsewhere }\n`;

async function standing(): Promise<Estate> {
  const estate = createEstate({ principals: grantees.map((name) => `arn:aws:iam::${account}:role/${name}`) });
  await applied(estate, manifests([...kept, ...others, keyYaml({ name: 'lost' })]));
  await estate.advance(hour);
  return estate;
}

/** Returns the options of a run that opens a store in which nothing was ever accepted. */
function fresh(estate: Estate) {
  return { store: createVolatileStore(estate.clock), firstStack: 'strictest' } as const;
}

describe.each([
  { why: 'a commit moved coordination', yaml: manifests(kept, moved) },
  { why: 'the state was lost', yaml: manifests(kept) },
])('a Stack whose marks stand while no accepted one is known ($why)', ({ yaml }) => {
  it('waits, and removes nothing that lost its manifest, in later runs either', async () => {
    const estate = await standing();
    const options = fresh(estate);
    for (let run = 0; run < 2; run += 1) {
      const answer = await applied(estate, yaml, options);
      expect(answer.plan.stackChange).toMatchObject({
        first: true,
        loosened: [{ path: '/spec/uid', why: expect.stringContaining('Key/a, Key/lost have') as string }],
        dropped: ['Grant/g2', 'Grant/g3', 'Grant/g4'],
        gate: { is: 'approval', classes: ['shrink', 'loosen'] },
      });
      expect(writes(answer)).toEqual([]);
      expect(answer.plan.orphans.map(({ address }) => address)).toEqual(['Key/lost']);
      expect(await options.store.journal.accepted()).toBeUndefined();
      await estate.advance(hour);
    }
  });

  it('is accepted by a typed yes, or by the approvals of both its classes', async () => {
    for (const approve of ['shown', ['loosen', 'shrink']] as const) {
      const estate = await standing();
      const options = fresh(estate);
      const answer = await applied(estate, yaml, { ...options, approve });
      expect(writes(answer)).toEqual(['kms:RevokeGrant', 'kms:RevokeGrant', 'kms:RevokeGrant']);
      expect((await estate.plan(yaml, options)).plan.stackChange).toBeUndefined();
    }
  });
});

describe('a Stack of which nothing stands', () => {
  it('is accepted by its first apply, which then finds what it made itself', async () => {
    const estate = createEstate({ principals: [`arn:aws:iam::${account}:role/g1`] });
    const options = fresh(estate);
    const answer = await applied(estate, manifests(kept), { ...options, waitFor: hour });
    expect(Object.values(endings(answer)).every((one) => one === 'done')).toBe(true);
    expect(answer.plan.stackChange).toBeUndefined();
    expect((await estate.plan(manifests(kept), options)).plan.stackChange).toBeUndefined();
  });

  it('was accepted before its first write, so a run that ends there leaves no riddle', async () => {
    const estate = createEstate();
    const options = fresh(estate);
    const key = manifests([keyYaml({ name: 'a' })]);
    const broken = applied(estate, key, {
      ...options,
      transport: (inner) => ({
        send: async (request) => {
          const answer = await inner.send(request);
          if (request.op === 'kms:CreateKey') throw new Error('the process ends here');
          return answer;
        },
      }),
    });
    await broken.catch(() => undefined);
    await estate.advance(hour);
    const after = await applied(estate, key, options);
    expect(after.plan.stackChange).toBeUndefined();
  });

  it('waits also when the tag index does not answer', async () => {
    const estate = await standing();
    const answer = await applied(estate, manifests(kept), {
      ...fresh(estate),
      transport: (inner) => ({
        send: (request) =>
          request.op === 'tagging:GetResources'
            ? Promise.resolve({
                is: 'error',
                name: 'AccessDeniedException',
                message: 'no',
                status: 400,
                sent: true,
              })
            : inner.send(request),
      }),
    });
    expect(answer.plan.stackChange?.loosened[0]?.why).toContain('tagging:GetResources answered AccessDenied');
    expect(writes(answer)).toEqual([]);
  });
});

describe('a plan without a record of earlier applies', () => {
  it('says once that nobody can tell Git from AWS', async () => {
    const estate = createEstate();
    const yaml = (description: string): string =>
      manifests(['a', 'b'].map((name) => keyYaml({ name, spec: `description: ${description}` })));
    await applied(estate, yaml('before'));
    await estate.advance(hour);
    const codesOf = async (store = estate.store): Promise<readonly string[]> =>
      (await estate.plan(yaml('after'), { store })).plan.diagnostics.map(({ code }) => code);
    expect(await codesOf()).toEqual([]);
    const { memory } = createVolatileStore(estate.clock);
    expect(await codesOf({ ...estate.store, memory })).toEqual(['engine.no-memory']);
  });
});
