/** Parts of AWS that know nothing of each other, by the beginning of their Regions' names, and how their hosts end. */
const partitions = [
  // Data of the AWS SDK for JavaScript, partitions, 2026-11.
  { region: 'cn-', name: 'aws-cn', dnsSuffix: 'amazonaws.com.cn' },
  { region: 'us-gov-', name: 'aws-us-gov', dnsSuffix: 'amazonaws.com' },
  { region: 'us-iso-', name: 'aws-iso', dnsSuffix: 'c2s.ic.gov' },
  { region: 'us-isob-', name: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov' },
  { region: 'us-isof-', name: 'aws-iso-f', dnsSuffix: 'csp.hci.ic.gov' },
  { region: 'eu-isoe-', name: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk' },
  { region: 'eusc-', name: 'aws-eusc', dnsSuffix: 'amazonaws.eu' },
] as const;

const usual = { name: 'aws', dnsSuffix: 'amazonaws.com' } as const;

function partitionAt(region: string): { readonly name: string; readonly dnsSuffix: string } {
  return partitions.find((one) => region.startsWith(one.region)) ?? usual;
}

/** Returns the partition of a Region, as it is in ARNs (AWS General Reference, ARNs). */
export function partitionOfRegion(region: string): string {
  return partitionAt(region).name;
}

/** Returns how the hosts of a Region end, and with them the values of `kms:ViaService`. */
export function dnsSuffixOf(region: string): string {
  return partitionAt(region).dnsSuffix;
}

const suffixes = [
  ...new Set([usual, ...partitions].map(({ dnsSuffix }) => dnsSuffix.replaceAll('.', '\\.'))),
].join('|');

/**
 * Matches the name of a service as a principal. Most are of `amazonaws.com` in all partitions;
 * some end as the hosts of theirs do, as `ec2.amazonaws.com.cn` (AWS CDK, region-info).
 */
export const servicePrincipal = new RegExp(`^[a-z0-9][a-z0-9.-]*\\.(?:${suffixes})$`, 'u');

/** Removes the suffix of a host of AWS, whatever partition that is of; returns undefined if it is none. */
export function withoutSuffix(host: string): string | undefined {
  const short = host.replace(new RegExp(`\\.(?:${suffixes})$`, 'u'), '');
  return short === host ? undefined : short;
}
