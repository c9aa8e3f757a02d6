import { describe, expect, it } from 'vitest';
import { dnsSuffixOf } from '../../src/model/partition.ts';
import { createDesk, exampleManifests, exampleSize } from './desk.test-helper.ts';

/** Returns the example estate as it would be declared in another partition. */
function estateIn(partition: string, [home, away]: readonly [string, string]): Record<string, string> {
  const entries = Object.entries(exampleManifests()).map(([path, text]) => {
    const there = text
      .replaceAll('arn:aws:', `arn:${partition}:`)
      .replaceAll('us-east-1', home)
      .replaceAll('us-west-2', away)
      .replaceAll('${region}.amazonaws.com', `\${region}.${dnsSuffixOf(home)}`);
    return [path, there] as const;
  });
  return Object.fromEntries(entries);
}

describe.each([
  { partition: 'aws-cn', regions: ['cn-north-1', 'cn-northwest-1'] },
  { partition: 'aws-us-gov', regions: ['us-gov-west-1', 'us-gov-east-1'] },
  // A second Region, which this version does not know, is only warned of.
  { partition: 'aws-eusc', regions: ['eusc-de-east-1', 'eusc-de-east-2'] },
  { partition: 'aws-iso', regions: ['us-iso-east-1', 'us-iso-west-1'] },
  { partition: 'aws-iso-b', regions: ['us-isob-east-1', 'us-isob-west-1'] },
  { partition: 'aws-iso-e', regions: ['eu-isoe-west-1', 'eu-isoe-west-2'] },
  { partition: 'aws-iso-f', regions: ['us-isof-south-1', 'us-isof-east-1'] },
] as const)('the example estate in $partition', ({ partition, regions }) => {
  it('is created, and then nothing is left to do', async () => {
    const desk = createDesk({ files: estateIn(partition, regions) });
    const made = await desk.run('apply', '--sandbox=aws', '--yes');
    expect(made).toMatchObject({ exit: 0, out: expect.stringContaining(`${String(exampleSize)} added`) });
    expect(await desk.run('plan', '--sandbox=aws')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('No changes.'),
    });
    const world = (await desk.disk.files.read('aws/world.json')) ?? '';
    expect(world).toContain(`arn:${partition}:kms:${regions[0]}:111122223333:key/`);
    expect(world).toContain(`arn:${partition}:iam::111122223333:role/customer-app`);
    // What AWS itself makes there, and never of another partition.
    expect(world).not.toContain('arn:aws:');
  });
});
