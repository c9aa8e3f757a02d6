/** Parts of names that S3 keeps for itself (S3 User Guide, bucketnamingrules), with what for. */
const reserved = [
  { at: 'start', text: 'xn--', is: 'internationalized domain names' },
  { at: 'start', text: 'sthree-', is: 'S3 itself' },
  { at: 'start', text: 'amzn-s3-demo-', is: 'examples in the documentation' },
  { at: 'end', text: '-s3alias', is: 'access point aliases' },
  { at: 'end', text: '--ol-s3', is: 'Object Lambda access point aliases' },
  { at: 'end', text: '.mrap', is: 'multi-Region access points' },
  { at: 'end', text: '--x-s3', is: 'directory buckets' },
  { at: 'end', text: '--table-s3', is: 'table buckets' },
  { at: 'end', text: '-an', is: 'account regional namespaces' },
] as const;

/** Explains what keeps S3 from creating a bucket of this name; undefined if nothing does. */
export function nameProblem(name: string): string | undefined {
  const found = reserved.find(({ at, text }) =>
    at === 'start' ? name.startsWith(text) : name.endsWith(text),
  );
  return found === undefined
    ? undefined
    : `a bucket name must not ${found.at} with ${found.text}, which S3 reserves for ${found.is}`;
}
