import type { Metadata, Mode, Settings } from './resource.ts';

/** From the one that writes nothing to the one that waits only where a step is dangerous. */
export const modes = ['observe', 'approve', 'enforce'] as const satisfies readonly Mode[];

/** Returns the mode of the Stack, `enforce` where it says none. */
export function modeOfStack({ mode }: Pick<Settings, 'mode'>): Mode {
  return mode ?? 'enforce';
}

/** Returns what holds for a resource: the tighter of its own mode and that of the Stack. */
export function modeOf(settings: Pick<Settings, 'mode'>, { mode }: Pick<Metadata, 'mode'>): Mode {
  const ofStack = modeOfStack(settings);
  return mode === undefined ? ofStack : tighterMode(ofStack, mode);
}

/** Returns the tighter of two modes. */
export function tighterMode(one: Mode, other: Mode): Mode {
  return isLooser(one, other) ? other : one;
}

export function isLooser(one: Mode, other: Mode): boolean {
  return modes.indexOf(one) > modes.indexOf(other);
}
