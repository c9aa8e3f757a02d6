import { isoOf, day, hour, type Duration, type Instant } from '../../model/instant.ts';
import { plural } from '../../model/plural.ts';
import { someOf } from './decisions.ts';
import { whoText, type Given } from './words.ts';

/** The subject of a finding: one resource by its address, or several by their number. */
export interface About {
  readonly name: string;
  readonly many: boolean;
}

type Title = (about: About, what: string) => string;

/** The titles of findings: each takes what is found, and says it of one resource or of several. */
export const findingTitles = {
  opened: ({ name }, what) => (what === '' ? `Access to ${name} was opened outside Git` : `${what} ${name}`),
  granted: ({ name }, what) => `${name}: ${what}`,
  deletion: ({ name }, left) => `${name} will be deleted ${left}`,
  disabled: (about) => `${about.name} ${is(about)} disabled: data encrypted with it cannot be read`,
  unusable: ({ name }, why) => `${name}: ${why}`,
  weakened: ({ name }, harm) => `${name}: ${harm}`,
  silent: (about) => `${about.name} ${is(about)} not logging: later activity is not recorded`,
  exposed: ({ name }) => `Public access to ${name} is not blocked`,
  held: (about, why) => `${about.name} ${is(about)} held: ${why}`,
  blocked: (about, why) => `${about.name} ${is(about)} blocked: ${why}`,
  degraded: ({ name }, why) => `${name}: ${why}`,
  drifted: (about, paths) => `${about.name} ${was(about)} changed outside Git: ${paths}`,
  orphaned: (about) => `${about.name} no longer ${about.many ? 'have' : 'has'} a manifest`,
  unreadable: ({ name }) => `${name} cannot be read completely`,
  stale: (about) => `${about.name} ${was(about)} not read recently`,
} as const satisfies Readonly<Record<string, Title>>;

function is({ many }: About): string {
  return many ? 'are' : 'is';
}

function was({ many }: About): string {
  return many ? 'were' : 'was';
}

/** Says who may do what with it, for `findingTitles.opened`: `Account 999988887777 may do everything with`. */
export function mayText(given: readonly Given[]): string {
  const [first, ...rest] = [...Map.groupBy(given, ({ who }) => who)];
  if (first === undefined) return '';
  const [who, all] = first;
  const actions = [...new Set(all.flatMap(({ what }) => what.split(', ')))];
  const more = rest.length === 0 ? '' : ` and ${String(rest.length)} more`;
  const everything = actions.some((action) => action === '*' || action.endsWith(':*'));
  const what = everything ? 'do everything with' : `call ${someOf(actions)} on`;
  return `${capital(whoText(who))}${more} may ${what}`;
}

/** Says how long a time is, in the largest unit that tells it: `in 6 days`, `in 5 hours`. */
export function inText(left: Duration): string {
  if (left <= 0) return 'now';
  if (left < hour) return 'within the hour';
  return left >= 2 * day
    ? `in ${plural(Math.floor(left / day), 'day')}`
    : `in ${plural(Math.floor(left / hour), 'hour')}`;
}

/** How much of a finding a sentence is about. */
export type Part = 'it' | 'a part of it' | 'the rest';

/** Says several things of one finding: where they are of different parts of it, each sentence says so. */
export function inParts(of: readonly ((what: Part) => string)[]): readonly string[] {
  if (of.length <= 1) return of.map((say) => say('it'));
  return of.map((say, index) => say(index === of.length - 1 ? 'the rest' : 'a part of it'));
}

/** What is said beside a title. */
export const findingTexts = {
  lostAt: (at: Instant) => `on ${isoOf(at).slice(0, 10)}, everything encrypted with it is lost for good`,
  changed: (paths: readonly string[]) => `changed outside Git: ${someOf(paths)}`,
  usedBy: (users: readonly string[]) => `used by ${someOf(users)}`,
  reverts: (what: Part) => `Keywright reverts ${what} in the next pass`,
  waits: (what: Part, why: string) =>
    why === '' ? `reverting ${what} waits for approval` : `reverting ${what} waits for approval: ${why}`,
  later: (what: Part, why: string) => `Keywright does not revert ${what} yet: ${why}`,
  stuck: (what: Part, why: string) => `Keywright does not revert ${what}: ${why}`,
  kept: () => 'no manifest declares this grant, and Keywright does not revoke it',
  planWaits: (steps: number, what: string) =>
    steps === 1 ? `${what} waits for approval` : `${plural(steps, 'step')} wait for approval`,
  stackWaits: () => 'The change of the Stack waits for approval',
  steps: (names: readonly string[]) => someOf(names, 5),
} as const;

/** Writes parts as sentences: `changed outside Git: policy` becomes `Changed outside Git: policy.` */
export function paragraph(parts: readonly string[]): string {
  return [...new Set(parts)]
    .filter((part) => part !== '')
    .map((part) => `${capital(part)}${/[.!?]$/u.test(part) ? '' : '.'}`)
    .join(' ');
}

/** Begins with a capital. Leaves names that have none: `kms:Decrypt`, `arn:aws:…`. */
export function capital(text: string): string {
  return /^[\w-]+[:/*]/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** What an action does, for the confirmation. */
export const actionTexts = {
  approves: (steps: readonly string[], effects: readonly string[]) =>
    `Approves ${someOf(steps)}: ${someOf(effects)}`,
  rejects: (steps: readonly string[]) =>
    `Rejects ${someOf(steps)}: Keywright does not run ${steps.length === 1 ? 'it' : 'them'} before a manifest or AWS changes`,
  looks: (addresses: readonly string[]) =>
    addresses.length === 0
      ? 'Looks at everything now, and reverts what needs no approval'
      : `Looks at ${someOf(addresses)} now, and reverts what needs no approval`,
  silences: (addresses: readonly string[]) =>
    `Stops notifications of ${someOf(addresses)} for a time; the finding stays on the page`,
  resumes: (addresses: readonly string[]) => `Ends the pause of ${someOf(addresses)}`,
  resumesAll: () => 'Ends all pauses, a freeze and a lent lease',
  releases: () => 'Releases the brake for a time: the stopped writes continue',
  starts: () => 'Takes back the order to stop: the leader writes again',
  accepts: (revision: string) => `Accepts revision ${revision.slice(0, 12)}: Keywright may write by it`,
  unpins: () => 'Reads the source now and ends the pin',
  removes: ({ who, what }: Given) => `removes ${what} from ${whoText(who)}`,
  sets: (path: string, value: string) => `sets ${path} to ${value}`,
  drops: (path: string) => `removes ${path}`,
  writes: (part: string) => `writes ${part}`,
} as const;
