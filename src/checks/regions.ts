import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../model/nearest.ts';
import type { Stack } from '../model/resource.ts';
import { at } from './check.ts';

/** Regions of AWS by partition, with the form of their names (partitions data of the AWS SDK for JavaScript, 2026-11). */
export const partitions: Readonly<
  Record<string, { readonly form: RegExp; readonly regions: readonly string[] }>
> = {
  aws: {
    form: /^(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/u,
    regions: [
      ...[
        'af-south-1',
        'il-central-1',
        'mx-central-1',
        'ca-central-1',
        'ca-west-1',
        'sa-east-1',
        'sa-west-1',
      ],
      ...['ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
      ...['ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3'],
      ...['ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
      ...['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
      ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'me-central-1', 'me-south-1', 'me-west-1'],
      ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
    ],
  },
  'aws-cn': { form: /^cn-[a-z]+-\d+$/u, regions: ['cn-north-1', 'cn-northwest-1'] },
  'aws-us-gov': { form: /^us-gov-[a-z]+-\d+$/u, regions: ['us-gov-east-1', 'us-gov-west-1'] },
  'aws-iso': { form: /^us-iso-[a-z]+-\d+$/u, regions: ['us-iso-east-1', 'us-iso-west-1'] },
  'aws-iso-b': { form: /^us-isob-[a-z]+-\d+$/u, regions: ['us-isob-east-1', 'us-isob-west-1'] },
  'aws-iso-e': { form: /^eu-isoe-[a-z]+-\d+$/u, regions: ['eu-isoe-west-1'] },
  'aws-iso-f': { form: /^us-isof-[a-z]+-\d+$/u, regions: ['us-isof-east-1', 'us-isof-south-1'] },
  'aws-eusc': { form: /^eusc-[a-z]{2}-[a-z]+-\d+$/u, regions: ['eusc-de-east-1'] },
};

/** Reports each Region that AWS does not have, once. One of the right form may be newer than the table: a warning. */
export function regions(stack: Stack): readonly Diagnostic[] {
  const partition = partitions[stack.settings.partition];
  if (partition === undefined) return [];
  const firsts = new Map(
    [...stack.resources.values()].toReversed().map((resource) => [resource.place.region, resource]),
  );
  return [...firsts].flatMap(([region, resource]) => {
    if (partition.regions.includes(region)) return [];
    const isNewer = partition.form.test(region);
    return [
      at(resource, {
        severity: isNewer ? 'warning' : 'error',
        code: 'check.region',
        path: '',
        message: isNewer
          ? `this version of Keywright does not know the Region ${region}${didYouMean(region, partition.regions)}`
          : `there is no AWS Region ${region}${didYouMean(region, partition.regions)}`,
        hint: 'correct metadata.region, or defaults.region of the Stack',
      }),
    ];
  });
}
