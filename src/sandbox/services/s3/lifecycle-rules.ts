import { refuse } from '../../refusal.ts';
import type { LifecycleRule } from './lifecycle-rule.ts';

/**
 * Refuses what S3 refuses of a lifecycle configuration. Sources: S3 API Reference, PutBucketLifecycleConfiguration
 * and LifecycleRule; S3 User Guide, intro-lifecycle-rules and lifecycle-transition-general-considerations. None of
 * them documents the name of an error: MalformedXML for what the schema excludes, else InvalidArgument (guess).
 */
export function requireLifecycle(rules: readonly LifecycleRule[]): void {
  if (rules.length === 0 || rules.length > 1000) malformed();
  const ids = rules.flatMap(({ ID }) => ID ?? []);
  if (new Set(ids).size < ids.length) wrong('Rule ID must be unique. Found same ID for more than one rule');
  rules.forEach(requireRule);
}

function requireRule(rule: LifecycleRule): void {
  requireFilter(rule);
  if ((rule.ID?.length ?? 0) > 255) wrong('ID length should not exceed allowed limit of 255');
  const { Expiration: of, NoncurrentVersionExpiration: old, AbortIncompleteMultipartUpload: abort } = rule;
  if (
    [of, old, abort].every((action) => action === undefined) &&
    [rule.Transitions, rule.NoncurrentVersionTransitions].every((list = []) => list.length === 0)
  ) {
    refuse('InvalidRequest', 'At least one action needs to be specified in a rule');
  }
  if (of !== undefined && Object.values(of).filter((value) => value !== undefined).length !== 1) malformed();
  if (old !== undefined && old.NoncurrentDays === undefined) malformed();
  positive(of?.Days, 'Days');
  positive(old?.NoncurrentDays, 'NoncurrentDays');
  positive(abort?.DaysAfterInitiation, 'DaysAfterInitiation');
  for (const kept of [old, ...(rule.NoncurrentVersionTransitions ?? [])]) {
    const count = kept?.NewerNoncurrentVersions;
    if (count !== undefined && (count < 1 || count > 100)) wrong('NewerNoncurrentVersions must be 1 to 100');
  }
  const byTag = rule.Filter?.Tag !== undefined || (rule.Filter?.And?.Tags ?? []).length > 0;
  if (byTag && (of?.ExpiredObjectDeleteMarker !== undefined || abort !== undefined)) {
    refuse('InvalidRequest', 'Delete markers and multipart uploads have no tags');
  }
  requireTransitions(rule);
}

/** Requires exactly one of Prefix, Tag, sizes and And; none at all stands for every object. And joins two or more. */
function requireFilter({ Filter: of, Prefix: prefix }: LifecycleRule): void {
  if ((of === undefined) === (prefix === undefined)) malformed();
  if (of === undefined) return;
  const set = Object.values(of).filter((value) => value !== undefined);
  if (set.length > 1) malformed();
  if (of.And === undefined) return;
  const { Tags: tags = [], ...others } = of.And;
  if (Object.values(others).filter((value) => value !== undefined).length + tags.length < 2) malformed();
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) refuse('InvalidTag', 'Duplicate Tag Keys');
}

function requireTransitions({ Expiration: of, Transitions: moves = [], ...rule }: LifecycleRule): void {
  const dates = [...moves, ...(of === undefined ? [] : [of])];
  for (const { Date: at } of dates) {
    if (at !== undefined && at % 86_400_000 !== 0) wrong("'Date' must be at midnight GMT");
  }
  if (moves.some(({ Date: at, Days: days }) => (at === undefined) === (days === undefined))) malformed();
  const byDate = dates.filter(({ Date: at }) => at !== undefined).length;
  const byDays = dates.filter(({ Days: days }) => days !== undefined).length;
  if (byDate > 0 && byDays > 0) wrong('Found mixed Date and Days based Expiration and Transition actions');
  const classes = moves.map(({ StorageClass }) => StorageClass);
  if (new Set(classes).size < classes.length) wrong('Found two transitions to one storage class');
  for (const { Days: days, StorageClass: to } of moves) {
    if (days === undefined) continue;
    if (days < (to.endsWith('_IA') ? 30 : 0)) wrong(`'Days' in Transition action is too small for '${to}'`);
    if (of?.Days !== undefined && of.Days <= days)
      wrong("'Days' in the Expiration action must be greater than 'Days' in the Transition action");
  }
  for (const { NoncurrentDays: days } of rule.NoncurrentVersionTransitions ?? []) {
    if (days === undefined || days < 0) malformed();
    const { NoncurrentDays: end } = rule.NoncurrentVersionExpiration ?? {};
    if (end !== undefined && end <= days)
      wrong('NoncurrentVersionExpiration must be after NoncurrentVersionTransition');
  }
}

function positive(days: number | undefined, name: string): void {
  if (days !== undefined && days < 1) wrong(`'${name}' must be a positive integer`);
}

function wrong(message: string): never {
  refuse('InvalidArgument', message);
}

function malformed(): never {
  refuse(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
