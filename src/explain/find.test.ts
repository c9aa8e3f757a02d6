import { describe, expect, it } from 'vitest';
import { kinds } from '../kinds/index.ts';
import { stackKind } from '../kinds/stack/index.ts';
import { findPage } from './find.ts';
import { allPages } from './kind.ts';

const pages = allPages(kinds, stackKind);

function found(query: string): string {
  const result = findPage(query, pages);
  switch (result.is) {
    case 'nothing':
      return result.message;
    case 'kind':
      return result.page.kind;
    case 'part':
      return `${result.page.kind} ${result.part}`;
    case 'field':
      return `${result.page.kind} ${result.field.path}`;
  }
}

describe('the target of a query', () => {
  it.each([
    { query: 'key', gives: 'Key', why: 'the case of a kind does not matter' },
    { query: 'Key.spec', gives: 'Key spec', why: 'a part' },
    { query: 'Key.rotation.periodInDays', gives: 'Key /spec/rotation/periodInDays', why: 'spec is left out' },
    { query: 'Key/spec/rotation', gives: 'Key /spec/rotation', why: 'slashes part names too' },
    { query: 'KEY.ROTATION.PERIODINDAYS', gives: 'Key /spec/rotation/periodInDays', why: 'any case' },
    {
      query: 'trail.eventSelectors[].readWriteType',
      gives: 'Trail /spec/eventSelectors/readWriteType',
      why: 'the mark of a list is ignored',
    },
    {
      query: 'Trail.eventSelectors[0].dataResources[1].type',
      gives: 'Trail /spec/eventSelectors/dataResources/type',
      why: 'a place in a list likewise',
    },
    {
      query: 'Key.policy.Statement',
      gives: 'Key /spec/policy',
      why: 'the inside of a policy is that of IAM',
    },
    { query: 'Key.tags.owner', gives: 'Key /spec/tags', why: 'the keys of a map are free' },
    { query: 'metadata.adopt', gives: 'any /metadata/adopt', why: 'the same for all kinds' },
    {
      query: 'Stack.coordination.s3.prefix',
      gives: 'Stack /spec/coordination/s3/prefix',
      why: 'a way of a union',
    },
  ])('$query: $why', ({ query, gives }) => {
    expect(found(query)).toBe(gives);
  });

  it.each([
    { query: 'Kye', says: 'unknown kind Kye: did you mean "Key"?' },
    { query: 'Bucketencrption', says: 'unknown kind Bucketencrption: did you mean "BucketEncryption"?' },
    { query: 'Key.rotaton', says: 'Key has no field rotaton: did you mean "rotation"?' },
    { query: 'Key.adpot', says: 'Key has no field adpot: did you mean "metadata.adopt"?' },
    { query: 'Alias.colour', says: 'Alias has no field colour; its fields are name, target' },
    { query: 'Key.enabled.now', says: 'Key.enabled has no fields: it is a boolean' },
    { query: 'constructor', says: 'unknown kind constructor' },
    {
      query: 'Key.__proto__',
      says: expect.stringContaining('Key has no field __proto__; its fields are') as string,
    },
    { query: '', says: 'unknown kind ' },
  ])('$query is nothing, and the nearest is named', ({ query, says }) => {
    expect(found(query)).toEqual(says);
  });
});
