/**
 * What a person approves before a step runs, the most dangerous class first (authority.md §1, design §7).
 * This is the one list: the Stack's `release`, `--approve`, saved plans and the JSON formats come from it.
 */
export const approvalClasses = [
  'delete',
  'disable',
  'cut-off',
  'shrink',
  'loosen',
  'widen',
  'repair',
] as const;

/** One class of approval. */
export type ApprovalClass = (typeof approvalClasses)[number];

/** What each class means, in one sentence. */
export const approvalMeanings: Readonly<Record<ApprovalClass, string>> = {
  delete: 'A resource is destroyed, e.g. a key by its tombstone.',
  disable: 'A key, a trail or rotation stops working, or a Deny removes access for everyone.',
  'cut-off': 'Git removes access that was applied before.',
  shrink:
    'A commit deletes many manifests at once; nothing is revoked or forgotten until a person approves it.',
  loosen: 'The Stack or the metadata of a resource allows more than the last accepted version.',
  widen: 'A principal gains access that a person should review first.',
  repair:
    'Reverting a change made outside Git restores access, which may undo the work of an incident responder.',
};

/** What --yes releases by itself: revoking access must stay quick (authority.md §1.4). */
export const yesReleases: readonly ApprovalClass[] = ['cut-off'];

/** Builds the options by which a run that asks nobody releases these classes: `--yes --approve=widen`. */
export function optionsFor(classes: readonly ApprovalClass[]): string {
  const named = classes.filter((one) => !yesReleases.includes(one));
  return named.length === 0 ? '--yes' : `--yes --approve=${named.join(',')}`;
}

/** The classes that a Stack may release for itself: `loosen` and `shrink` are a person's (authority.md §1.3, §1.4). */
export const releasableClasses = approvalClasses.filter((one) => one !== 'loosen' && one !== 'shrink');
