import type { Session } from '../../server/types.ts';

type Binding = Session['bindings'][number];

/**
 * Tells whether to offer an action. A binding may be limited to resources that the page does not know enough of, so the
 * daemon decides in the end, and says so in words.
 */
export function mayOffer(
  bindings: readonly Binding[],
  role: Binding['role'],
  classes: readonly string[] = [],
): boolean {
  const own = bindings.filter((binding) => binding.role === role);
  if (role !== 'approver') return own.length > 0;
  const covered = new Set<string>(own.flatMap((binding) => binding.classes ?? []));
  return own.length > 0 && classes.every((one) => covered.has(one));
}
