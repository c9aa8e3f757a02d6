import type { Finding, Session, Timeline } from '../../server/types.ts';

type Action = Finding['actions'][number];
type Role = Session['bindings'][number]['role'];

/** Says who may do what the caller may not; undefined where they may do everything. */
export function whoActs(actions: readonly Action[], roles: ReadonlySet<Role>): string | undefined {
  const barred = actions.filter(({ allowed }) => !allowed);
  if (barred.length === 0) return undefined;
  return [...Map.groupBy(barred, ({ needs }) => needs)]
    .map(([role, all]) => {
      const classes = [...new Set(all.flatMap((action) => action.classes ?? []))];
      const named = classes.length === 0 ? role : `${role} of ${classes.join(' and ')}`;
      return roles.has(role) ? `another ${named} decides` : `${article(role)} ${named} can act`;
    })
    .join('; ');
}

function article(role: Role): string {
  return /^[aeiou]/u.test(role) ? 'an' : 'a';
}

/** Returns who acted, where that is a person. A process has no name that says anything to a reader. */
export function personIn({
  subject,
  is,
}: Pick<Timeline['items'][number], 'subject' | 'is'>): string | undefined {
  if (is === 'drift-opened' || is === 'drift-closed') return undefined;
  return subject === undefined || /^\S+@\S+:\d+(?:\/[0-9a-f]+)?$/u.test(subject) ? undefined : subject;
}
