import { expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
import { displayOf } from '../../src/report/display/make.ts';
import { planText } from '../../src/report/human/plan.ts';
import { createEstate } from '../support/estate.ts';
import { applied, documentYaml, keyYaml, manifests } from '../support/estate-facts.ts';
import { app, batch, grantYaml, primaryYaml, roles, stackOfDocuments } from '../support/family.ts';

async function textAfter(before: string, after: string): Promise<string> {
  const estate = createEstate({ principals: [...roles] });
  await applied(estate, before, { approve: ['widen'] });
  await estate.advance(60 * minute);
  return planText(displayOf((await estate.plan(after)).plan));
}

function policyFor(reader: string): string {
  const root = `{ Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }`;
  const read = `{ Sid: Read, Effect: Allow, Principal: { AWS: '${reader}' }, Action: 'kms:Decrypt', Resource: '*' }`;
  return `policy: { Version: '2012-10-17', Statement: [${root}, ${read}] }`;
}

// The first write lets both read, so that nobody is cut off in between. A reader saw statements under invented names.
it('shows a policy once and says what its second write is for when a reader moves', async () => {
  const key = (reader: string): string => keyYaml({ name: 'a', spec: policyFor(reader) });
  const alias = documentYaml('Alias', 'name: a', 'name: alias/a, target: { ref: Key/a }');
  const text = await textAfter(manifests([key(app)]), manifests([key(batch), alias]));
  expect(text).toContain(`policy.Statement.Read.Principal.AWS = [
          - "${app}",
          + "${batch}",
        ]`);
  expect(text).toContain('→ kms:PutKeyPolicy (removes the earlier access');
  expect(text).not.toContain('Read2');
});

it('reports that a grant is created again, and shows no details of the one that it replaces', async () => {
  const grant = (operations: string): string =>
    stackOfDocuments(primaryYaml(), grantYaml(`granteePrincipal: ${app}, operations: [${operations}]`));
  const text = await textAfter(grant('Decrypt, GenerateDataKey'), grant('Decrypt'));
  expect(text).toContain('a grant cannot be changed: a new one is created, then the earlier one is revoked');
  expect(text).toContain(`Grant/app (previous grant) removes access: GenerateDataKey from`);
  expect(text).not.toContain('replaces');
});
