import { describe, expect, it } from 'vitest';
import { stackKind } from '../kinds/stack/index.ts';
import { isList, isMap, type Tree, type TreeMap } from '../model/tree.ts';
import { editorSchemas } from './editor-schemas.ts';
import { fakeKinds } from './fake-kinds.test-helper.ts';

const files = editorSchemas(fakeKinds, stackKind);

function schemaOf(name: string): TreeMap {
  return JSON.parse(files.get(name) ?? 'null') as TreeMap;
}

function at(tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined {
  return keys.reduce<Tree | undefined>((found, key) => (isMap(found) ? found[key] : undefined), tree);
}

function refsOf(tree: Tree): readonly string[] {
  if (isList(tree)) return tree.flatMap(refsOf);
  if (!isMap(tree)) return [];
  const own = typeof tree['$ref'] === 'string' ? [tree['$ref']] : [];
  return [...own, ...Object.values(tree).flatMap(refsOf)];
}

describe('schemas for editors', () => {
  it('has a schema for each kind, the Stack and all together', () => {
    expect([...files.keys()].sort()).toEqual([
      'alias.json',
      'bucket-encryption.json',
      'key.json',
      'manifest.json',
      'stack.json',
      'trail.json',
    ]);
  });

  it.each([...files.keys()])('%s is of draft 07, names itself, and all it refers to is inside', (name) => {
    const schema = schemaOf(name);
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema['$id']).toBe(`https://keywright.dev/schemas/v1/${name}`);
    for (const ref of refsOf(schema)) {
      expect(at(schema, ...ref.replace('#/', '').split('/')), ref).toBeDefined();
    }
  });

  it('is as strict as the loader: no other field at the top or in the spec', () => {
    const key = schemaOf('key.json');
    expect(key['additionalProperties']).toBe(false);
    expect(at(key, 'properties', 'spec', 'additionalProperties')).toBe(false);
    expect(at(key, 'properties', 'metadata', 'additionalProperties')).toBe(false);
    expect(key['required']).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  });

  it('describes what is written, not what it becomes: a ref is an object there', () => {
    const target = at(schemaOf('alias.json'), 'properties', 'spec', 'properties', 'target', 'anyOf');
    expect(isList(target) && target.map((form) => at(form, 'type'))).toEqual(['string', 'string', 'object']);
  });

  it('keeps what a field means', () => {
    const spec = at(schemaOf('key.json'), 'properties', 'spec', 'properties');
    expect(at(spec, 'policy', 'x-keywright')).toEqual({ policy: true });
    expect(at(spec, 'aliases', 'x-keywright')).toEqual({ set: true });
    expect(at(spec, 'policy', 'description')).toBe('Who may use it.');
    const target = at(schemaOf('alias.json'), 'properties', 'spec', 'properties', 'target');
    expect(at(target, 'x-keywright')).toEqual({ ref: { to: ['Key', 'ReplicaKey'], attribute: 'arn' } });
  });

  it('picks the kind in the schema of all manifests', () => {
    const manifest = schemaOf('manifest.json');
    const chosen = manifest['allOf'];
    expect(
      isList(chosen) &&
        chosen.map((one) => [at(one, 'if', 'properties', 'kind', 'const'), at(one, 'then', '$ref')]),
    ).toEqual(
      ['Stack', 'Key', 'Alias', 'Trail', 'BucketEncryption'].map((kind) => [kind, `#/definitions/${kind}`]),
    );
    expect(at(manifest, 'definitions', 'Key', 'properties', 'kind', 'const')).toBe('Key');
  });
});
