import { expect, it } from 'vitest';
import { loadGuardrails } from './load.ts';

function read(spec: string): ReturnType<typeof loadGuardrails> {
  const text = `apiVersion: keywright.dev/v1\nkind: Guardrails\nmetadata: { name: shop }\nspec: ${spec}\n`;
  return loadGuardrails({ path: 'guardrails.yaml', text });
}

it('reads who must approve, who they are in Git, and the caps of an hour', () => {
  const spec =
    '{ approvals: { delete: 2 }, identities: { "uid:1000": [ada@example.com] }, caps: { hourly: { count: 2 } } }';
  expect(read(spec)).toMatchObject({
    is: 'ok',
    guardrails: {
      approvals: { delete: 2 },
      identities: { 'uid:1000': ['ada@example.com'] },
      caps: { hourly: { count: 2 } },
    },
  });
});

it.each([
  { why: 'a class that does not exist', spec: '{ approvals: { deletes: 2 } }' },
  { why: 'a class that nobody needs to approve', spec: '{ approvals: { delete: 0 } }' },
  { why: 'a subject without its kind', spec: '{ identities: { ada: [ada@example.com] } }' },
  { why: 'a person who is nobody in Git', spec: '{ identities: { "uid:1000": [] } }' },
])('refuses $why', ({ spec }) => {
  expect(read(spec)).toMatchObject({ is: 'refused' });
});
