import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPlace } from './place.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/production.md'), 'utf8');

/** Finds the command lines of `reconcile` and `rm` below a heading of the page. */
function commandsOf(step: number): readonly string[] {
  const section = page.split(/^## /mu).find((text) => text.startsWith(`${step}. `)) ?? '';
  // The API of a daemon has tests of its own: none runs beside this estate.
  return [...section.matchAll(/^(?:reconcile|rm) .+$/gmu)]
    .map(([line]) => line)
    .filter((line) => !line.includes(' --server '));
}

it('leads from an empty repository to an estate without a change, by roles that can do nothing else', async () => {
  const place = await createPlace();
  const region = 'eu-central-1';
  const at = `--region ${region} --create-bucket-configuration '{"LocationConstraint":"${region}"}'`;
  await place.said(`aws s3api create-bucket --bucket acme-orders ${at}`);
  const [init = '', ...checks] = commandsOf(1);
  expect(await place.said(init)).toContain('Wrote 19 files');
  for (const line of checks) expect(await place.said(line)).not.toContain('# exit code 1');

  // What create.sh does; the lane of production runs the script itself.
  await place.said(`aws s3api create-bucket --bucket acme-keywright ${at}`);
  const folder = 'bootstrap/111122223333';
  const files = [...place.desk.disk.contents().keys()].filter((path) => path.startsWith(`${folder}/`));
  for (const trust of files.filter((path) => path.endsWith('.trust.json'))) {
    const name = trust.slice(folder.length + 1, -'.trust.json'.length);
    const policy = `${folder}/${name}.policy.json`;
    await place.said(`aws iam create-role --role-name ${name} --assume-role-policy-document file://${trust}`);
    await place.said(
      `aws iam put-role-policy --role-name ${name} --policy-name keywright --policy-document file://${policy}`,
    );
  }

  const [plan = '', apply = '', ...others] = commandsOf(3);
  expect(await place.said(plan)).toContain('# exit code 2');
  expect(await place.said(apply)).toContain('Apply complete!');
  for (const line of [plan, ...others, ...commandsOf(4)])
    expect(await place.said(line), line).not.toContain('# exit code');
  expect(await place.said(plan)).toContain('No changes.');
  for (const line of commandsOf(6)) expect(await place.said(line), line).not.toContain('# exit code');
  expect([...place.desk.disk.contents().keys()]).toContain('bootstrap/111122223333/keywright.yaml');
  expect(place.keys(region)).toHaveLength(1);
});
