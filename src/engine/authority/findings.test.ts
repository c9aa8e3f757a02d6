import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import { day } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Metadata, Resource, Settings, Stack } from '../../model/resource.ts';
import type { Path } from '../../model/path.ts';
import { resource, stackOf } from '../testing/stack.test-helper.ts';
import { acceptedFor, asAccepted, type Baseline } from './baseline.ts';
import { findings, loosened, type Holdings } from './findings.ts';

const nothingHeld: Holdings = { exists: () => false, ours: () => false };

const kinds: ReadonlyMap<string, AnyKind> = new Map();

function baselineOf(before: Stack, after: Stack): Baseline {
  const [accepted, written] = [asAccepted(before, kinds), asAccepted(after, kinds)];
  const managed = new Set(accepted.resources.keys());
  const of = acceptedFor(written, accepted, () => false);
  return { at: 0, accepted, recorded: accepted, written, of, dropped: new Map(), managed, known: managed };
}

function firstOf(stack: Stack): Baseline {
  const nothing = new Set<Address>();
  return {
    at: 0,
    written: asAccepted(stack, kinds),
    of: new Map(),
    dropped: new Map(),
    managed: nothing,
    known: nothing,
  };
}

function declared(settings: Partial<Settings>, own: Partial<Metadata> = {}): Stack {
  return stackOf([resource('Box/a', {}, { metadata: own })], settings);
}

function role(name: string): string {
  return `arn:aws:iam::111122223333:role/${name}`;
}

const account = { id: '111122223333', regions: ['eu-central-1', 'eu-west-1'] };

describe('a changed Stack', () => {
  it.each<{
    why: string;
    before: Partial<Settings>;
    after: Partial<Settings>;
    found: Readonly<Record<string, string>>;
  }>([
    {
      why: 'releases a class',
      before: { release: ['repair'] },
      after: { release: ['repair', 'widen'] },
      found: { '/spec/release': 'loosening' },
    },
    {
      why: 'releases fewer classes',
      before: { release: ['repair'] },
      after: { release: [] },
      found: { '/spec/release': 'tightening' },
    },
    {
      why: 'releases one class instead of another',
      before: { release: ['repair'] },
      after: { release: ['widen'] },
      found: { '/spec/release': 'loosening' },
    },
    {
      why: 'trusts an account',
      before: {},
      after: { trustedAccounts: ['999999999999'] },
      found: { '/spec/trustedAccounts': 'loosening' },
    },
    {
      why: 'names a key administrator',
      before: {},
      after: { keyAdministrators: [role('admin')] },
      found: { '/spec/keyAdministrators': 'loosening' },
    },
    {
      why: 'lets role policies name more actions',
      before: {},
      after: { rolePolicies: { allowActions: ['sqs:*'] } },
      found: { '/spec/rolePolicies/allowActions': 'loosening' },
    },
    {
      why: 'raises one cap and lowers the other',
      before: { caps: { count: 5, percent: 10 } },
      after: { caps: { count: 9, percent: 5 } },
      found: { '/spec/caps/count': 'loosening', '/spec/caps/percent': 'tightening' },
    },
    {
      why: 'opens its mode',
      before: { mode: 'approve' },
      after: {},
      found: { '/spec/mode': 'loosening' },
    },
    {
      why: 'ends the guard by its mode',
      before: {},
      after: { mode: 'observe' },
      found: { '/spec/mode': 'loosening' },
    },
    {
      why: 'adds an account',
      before: { accounts: [account] },
      after: { accounts: [account, { id: '777788889999', regions: ['eu-central-1'] }] },
      found: { '/spec/accounts/777788889999': 'loosening' },
    },
    {
      why: 'drops an account',
      before: { accounts: [account, { id: '777788889999', regions: ['eu-central-1'] }] },
      after: { accounts: [account] },
      found: { '/spec/accounts/777788889999': 'loosening' },
    },
    {
      why: 'writes with another role',
      before: { accounts: [{ ...account, roles: { read: role('r'), write: role('w') } }] },
      after: { accounts: [{ ...account, roles: { read: role('r'), write: role('admin') } }] },
      found: { '/spec/accounts/111122223333/roles/write': 'loosening' },
    },
    {
      why: 'sends another external id',
      before: { accounts: [{ ...account, externalId: 'one' }] },
      after: { accounts: [{ ...account, externalId: 'two' }] },
      found: { '/spec/accounts/111122223333/externalId': 'loosening' },
    },
    {
      why: 'no longer looks at a Region',
      before: { accounts: [account] },
      after: { accounts: [{ ...account, regions: ['eu-central-1'] }] },
      found: { '/spec/accounts/111122223333/regions': 'loosening' },
    },
    {
      why: 'uses one Region more',
      before: { accounts: [account] },
      after: { accounts: [{ ...account, regions: [...account.regions, 'us-east-1'] }] },
      found: {},
    },
    {
      why: 'moves lease and journal',
      before: {},
      after: { coordination: { is: 'directory', path: '/elsewhere' } },
      found: { '/spec/coordination': 'loosening' },
    },
    {
      why: 'is another by its uid',
      before: { uid: 'u1' },
      after: { uid: 'u2' },
      found: { '/spec/uid': 'loosening' },
    },
    {
      why: 'is another by its name',
      before: { name: 'shop' },
      after: { name: 'store' },
      found: { '/metadata/name': 'loosening' },
    },
    { why: 'has other default tags', before: {}, after: { tags: { owner: 'x' } }, found: {} },
    {
      why: 'lists the same in another order',
      before: { release: ['repair', 'widen'] },
      after: { release: ['widen', 'repair'] },
      found: {},
    },
  ])('$why', ({ before, after, found }) => {
    const seen = findings(baselineOf(declared(before), declared(after)), declared(after), nothingHeld);
    expect(Object.fromEntries(seen.map((one) => [one.path, one.class]))).toEqual(found);
  });

  it('is measured by the strictest values while none was accepted', () => {
    const open: Partial<Settings> = {
      release: ['widen'],
      trustedAccounts: ['999999999999'],
      keyAdministrators: [role('a')],
    };
    const seen = loosened(firstOf(declared(open)), declared(open), nothingHeld);
    expect(seen.map(({ path }) => path)).toEqual([
      '/spec/keyAdministrators',
      '/spec/trustedAccounts',
      '/spec/release',
    ]);
    expect(loosened(firstOf(declared({})), declared({}), nothingHeld)).toEqual([]);
  });
});

describe('the changed metadata of a resource', () => {
  const accepted = (until: number) => [{ code: 'policy.s3-context', reason: 'x', until }] as const;
  const quiet = (path: Path, until?: number) => [
    { path, reason: 'x', ...(until === undefined ? {} : { until }) },
  ];

  it.each<{
    why: string;
    before?: Partial<Metadata>;
    after: Partial<Metadata>;
    held?: Partial<Holdings>;
    found: readonly Path[];
  }>([
    { why: 'adopts what is not ours', after: { adopt: true }, found: ['/metadata/adopt'] },
    { why: 'adopts what is ours already', after: { adopt: true }, held: { ours: () => true }, found: [] },
    {
      why: 'keeps an adopt line that was accepted',
      before: { adopt: true },
      after: { adopt: true },
      found: [],
    },
    {
      why: 'was what the Stack does not hold',
      after: { formerly: ['Box/other'] },
      found: ['/metadata/formerly'],
    },
    { why: 'is renamed', after: { formerly: ['Box/old'] }, found: [] },
    { why: 'is let go', after: { state: 'released' }, found: ['/metadata/state'] },
    { why: 'is to be deleted, which has a class of its own', after: { state: 'absent' }, found: [] },
    { why: 'has a lower mode', after: { mode: 'observe' }, found: ['/metadata/mode'] },
    { why: 'has an open mode', before: { mode: 'approve' }, after: {}, found: ['/metadata/mode'] },
    { why: 'quiets a path', after: { ignore: quiet('/tags') }, found: ['/metadata/ignore'] },
    {
      why: 'quiets less',
      before: { ignore: quiet('/tags') },
      after: { ignore: quiet('/tags/a') },
      found: [],
    },
    {
      why: 'quiets a path above',
      before: { ignore: quiet('/tags/a') },
      after: { ignore: quiet('/tags') },
      found: ['/metadata/ignore'],
    },
    {
      why: 'quiets it longer',
      before: { ignore: quiet('/tags', 5) },
      after: { ignore: quiet('/tags', 6) },
      found: ['/metadata/ignore'],
    },
    {
      why: 'quiets it for ever',
      before: { ignore: quiet('/tags', 5) },
      after: { ignore: quiet('/tags') },
      found: ['/metadata/ignore'],
    },
    {
      why: 'quiets it shorter',
      before: { ignore: quiet('/tags') },
      after: { ignore: quiet('/tags', 5) },
      found: [],
    },
    { why: 'accepts a warning', after: { accept: accepted(5) }, found: ['/metadata/accept'] },
    {
      why: 'accepts it longer',
      before: { accept: accepted(5) },
      after: { accept: accepted(6) },
      found: ['/metadata/accept'],
    },
    {
      why: 'accepts it until a year of five digits',
      before: { accept: accepted(Date.parse('2027-01-31')) },
      after: { accept: accepted(Date.parse('9999-12-31') + day) },
      found: ['/metadata/accept'],
    },
    { why: 'accepts it shorter', before: { accept: accepted(6) }, after: { accept: accepted(5) }, found: [] },
    { why: 'accepts it no more', before: { accept: accepted(6) }, after: {}, found: [] },
    { why: 'has other labels', after: { labels: { team: 'x' } }, found: [] },
  ])('$why', ({ before = {}, after, held = {}, found }) => {
    const accepted = stackOf([resource('Box/a', {}, { metadata: before }), resource('Box/old')], {});
    const baseline = baselineOf(accepted, declared({}, after));
    const seen = loosened(baseline, declared({}, after), { ...nothingHeld, ...held });
    expect(seen.map(({ path, address }) => [address, path])).toEqual(found.map((path) => ['Box/a', path]));
  });

  it('is adopted, and its part once with it', () => {
    const part = (adopt?: string): Resource =>
      resource('Cell/a', {}, { metadata: { partOf: 'Box/a', ...(adopt === undefined ? {} : { adopt }) } });
    const whole = (adopt?: string): Resource =>
      resource('Box/a', {}, { metadata: adopt === undefined ? {} : { adopt } });
    const seen = (...after: readonly Resource[]): readonly unknown[] =>
      loosened(baselineOf(stackOf([whole(), part()]), stackOf(after)), stackOf(after), nothingHeld).map(
        ({ address }) => address,
      );
    expect(seen(whole('box-1'), part('box-1'))).toEqual(['Box/a']);
    // Its manifest adopts nothing new here: it is ours by now.
    expect(seen(whole(), part('box-1'))).toEqual(['Cell/a']);
  });

  it('removes foreign statements no longer, though they were removed before', () => {
    const policy = (ownership: string) => stackOf([resource('Box/a', { ownership })]);
    const seen = (before: string, after: string) =>
      loosened(baselineOf(policy(before), policy(after)), policy(after), nothingHeld).map(({ path }) => path);
    expect(seen('document', 'statements')).toEqual(['/spec/ownership']);
    expect(seen('statements', 'document')).toEqual([]);
    // A policy that is new, or was forgotten, removed nobody's statements: its default loosens nothing.
    const none = baselineOf(stackOf([]), policy('statements'));
    expect(loosened(none, policy('statements'), nothingHeld)).toEqual([]);
  });
});
