import { describe, expect, it } from 'vitest';
import { day, hour } from '../../src/model/instant.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { createEstate, endings, stackYaml, type Estate } from '../support/estate.ts';
import { applied, keyIds, keyYaml, manifests } from '../support/estate-facts.ts';

const a = keyYaml({ name: 'a' });
const newUid = stackYaml.replace('0a1b2c3d4e5f', 'ffffffffffff');
const newName = stackYaml.replace('name: test', 'name: other');
const newBoth = newUid.replace('name: test', 'name: other');

async function standing(): Promise<Estate> {
  const estate = createEstate();
  await applied(estate, manifests([a]));
  await estate.advance(day);
  return estate;
}

// The first run is blocked. It must not leave something in the journal that opens the way for the next.
describe.each([
  { changed: 'uid', stack: newUid, approve: [] },
  { changed: 'uid', stack: newUid, approve: 'shown' as const },
  { changed: 'name', stack: newName, approve: [] },
  { changed: 'name', stack: newName, approve: 'shown' as const },
])('a Stack whose $changed changed while its state was lost ($approve)', ({ stack, approve }) => {
  it('makes no second key in any later run either', async () => {
    const estate = await standing();
    const before = keyIds(estate);
    const store = createVolatileStore(estate.clock);
    for (let run = 0; run < 3; run += 1) {
      const changed = await applied(estate, manifests([a], stack), {
        store,
        firstStack: 'strictest',
        approve,
      });
      expect(endings(changed)['Key/a#create']).toContain('blocked');
      await estate.advance(hour);
    }
    expect(keyIds(estate)).toEqual(before);
    expect(await store.journal.accepted()).toBeUndefined();
  });
});

describe('a Stack of another name and uid that declares the same address', () => {
  it('asks in each run before it makes a key', async () => {
    const estate = await standing();
    const before = keyIds(estate);
    const options = { store: createVolatileStore(estate.clock), firstStack: 'strictest' } as const;
    for (let run = 0; run < 2; run += 1) {
      const answer = await applied(estate, manifests([a], newBoth), options);
      expect(endings(answer)['Key/a#create']).toContain('Key/a of Stack test/0a1b2c3d4e5f exists');
      await estate.advance(hour);
    }
    expect(keyIds(estate)).toEqual(before);
  });

  it('asks for the marks of a place once in a pass', async () => {
    const estate = await standing();
    const keys = ['b', 'c', 'd'].map((name) => keyYaml({ name, spec: `aliases: [alias/${name}]` }));
    const answer = await applied(estate, manifests([a, ...keys]), { firstStack: 'strictest', waitFor: hour });
    const asked = answer.requests.filter(
      ({ op, input }) =>
        op === 'tagging:GetResources' && !JSON.stringify(input).includes('test/0a1b2c3d4e5f'),
    );
    expect(asked).toHaveLength(1);
  });
});
