import type { Address } from '../../model/address.ts';
import type { ApprovalClass } from '../../model/approval.ts';
import { saidOnce } from '../display/cause.ts';
import type { Display, Risky } from '../display/display.ts';
import { isQuiet, isReviewed } from '../display/risky.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { plural } from './paint.ts';
import { stepText } from '../display/step-text.ts';

/** What a step of a class does, loud where something is lost. */
const does: Readonly<Record<ApprovalClass, readonly [one: string, many: string]>> = {
  delete: ['DELETES', 'DELETE'],
  disable: ['DISABLES or weakens', 'DISABLE or weaken'],
  'cut-off': ['removes access', 'remove access'],
  shrink: ['drops many resources', 'drop many resources'],
  loosen: ['loosens the rules', 'loosen the rules'],
  widen: ['grants more access', 'grant more access'],
  repair: ['reverts a change made outside Git', 'revert changes made outside Git'],
};

const loud: ReadonlySet<ApprovalClass> = new Set(['delete', 'disable', 'cut-off']);

/** What begins with who has which access. */
const namesWho: ReadonlySet<NonNullable<Risky['first']>> = new Set([
  'removes-hostile',
  'open-under-hold',
  'foreign',
]);

/** Rows of what loses nothing; the sections above show the others. */
const most = 10;

/** Steps that say the same, in one row. */
export interface RiskyRow {
  readonly addresses: readonly Address[];
  readonly names: readonly string[];
  /** `DELETES`, `is blocked`, … */
  readonly does: string;
  readonly why: string;
  /** `waits for approval: answer yes, or …` */
  readonly release: string;
  /** Something is lost, or given outside Git: red, and never left out. */
  readonly loses: boolean;
  /** Who got which access outside Git says more than the name of the step. */
  readonly whyFirst: boolean;
  /** Nobody must approve it, and no one loses anything by it. */
  readonly quiet: boolean;
}

/** Lists what to review, the same said once: `display` also tells the names that its texts may hold. */
export function riskyRows({ risky, sections }: Pick<Display, 'risky' | 'sections'>): readonly RiskyRow[] {
  const ids = new Map(sections.map((section) => [section.address, section.ids]));
  const groups = saidOnce(risky, ({ address, classes, first, state, why, release }) => ({
    address,
    ids: ids.get(address),
    key: [classes, first, state],
    texts: [why, release],
  }));
  return groups.map(({ items, texts: [why = '', release = ''] }) => {
    const [one] = items;
    return {
      addresses: [...new Set(items.map(({ address }) => address))],
      names: items.map(({ step, address }) => (step === undefined ? address : stepText(step))),
      does: doesText(one, items.length),
      why,
      release: releaseText(one.state, release),
      loses: (one.first !== undefined && !isQuiet(one)) || one.classes.some((each) => loud.has(each)),
      quiet: isQuiet(one),
      whyFirst: one.first !== undefined && namesWho.has(one.first),
    };
  });
}

function doesText({ classes, first }: Risky, count: number): string {
  if (first === 'open-under-hold')
    return count === 1 ? 'LEAVES ACCESS OPEN under a hold' : 'LEAVE ACCESS OPEN under a hold';
  if (first === 'removes-hostile') return count === 1 ? 'REMOVES this access' : 'REMOVE this access';
  if (first === 'foreign') return count === 1 ? 'KEEPS this access' : 'KEEP this access';
  if (first === 'reverts' && classes.length === 0) return does.repair[count === 1 ? 0 : 1];
  if (first === 'takes') return does['cut-off'][count === 1 ? 0 : 1];
  if (first === 'lost') return count === 1 ? 'RECREATES what was deleted' : 'RECREATE what was deleted';
  if (first === 'gives') return count === 1 ? 'gives access' : 'give access';
  if (first === 'affects') return count === 1 ? 'affects its users' : 'affect their users';
  if (classes.length === 0) return count === 1 ? 'is blocked' : 'are blocked';
  return classes.map((one) => does[one][count === 1 ? 0 : 1]).join(', ');
}

function releaseText(state: Risky['state'], release: string): string {
  if (state === 'approval') return `waits for approval: ${release}`;
  return state === 'blocked' ? `to proceed: ${release}` : release;
}

/**
 * Shows, last before the question, what a person must not overlook, and how each is released. Names every resource
 * below a summary, since nothing above names it.
 */
export function riskyLines(
  display: Display,
  look: Look,
  detail: 'full' | 'summary' = 'full',
): readonly string[] {
  const { risky, sections } = display;
  // What is only blocked its section explains, and the count tells of it.
  const rows = riskyRows({ risky: risky.filter(isReviewed), sections });
  if (rows.length === 0) return [];
  const isIdle = sections.length === 0 && risky.every(({ state }) => state === 'kept');
  const limit = detail === 'summary' ? Infinity : most;
  const others = rows.filter(({ loses }) => !loses);
  const named = [
    ...others.filter(({ quiet }) => !quiet).slice(0, limit),
    ...others.filter(({ quiet }) => quiet).slice(0, most),
  ];
  const shown = [...rows.filter(({ loses }) => loses), ...named];
  const left = others.filter((row) => !named.includes(row)).reduce((sum, { names }) => sum + names.length, 0);
  const where = detail === 'summary' ? '; to see them: --no-summary' : ', shown above';
  return [
    look.style('bold', isIdle ? 'Review:' : 'Review before you continue:'),
    ...shown.flatMap((row) => rowLines(row, look, limit)),
    ...(left === 0 ? [] : [`  and ${plural(left, 'more step')}${where}`]),
  ];
}

function rowLines(row: RiskyRow, look: Look, limit: number): readonly string[] {
  const { addresses, names, does: what, why, release, loses, whyFirst } = row;
  // Of what loses something every name is shown.
  const few = loses ? names : names.slice(0, limit);
  const isLong = limit === Infinity && few.length > most;
  const more = names.length > few.length ? ` and ${names.length - few.length} more` : '';
  const who = isLong ? plural(addresses.length, 'resource') : `${few.join(', ')}${more}`;
  const acts = `${who} ${what}`;
  const text = whyFirst ? `${why}: ${acts}` : `${acts}: ${why}`;
  const lines = wrap(visible(text), look.width, '  - ', '    ');
  return [
    ...lines.map((line) => look.style(loses ? 'red' : 'yellow', line)),
    ...wrap(visible(release), look.width, '    ', '      '),
    ...(isLong ? wrap(visible(addresses.join(', ')), look.width, '    ', '    ') : []),
  ];
}
