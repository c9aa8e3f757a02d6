import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { serverNow } from '../state/clock.ts';
import { agoOf, dateOf, lengthOf, tickOf, untilOf, zoneOf } from '../words/age.ts';

export interface AgeProps {
  readonly at: string;
  /** `ago`: 3 min ago; `length`: 3 min; `until`: in 3 min. */
  readonly is?: 'ago' | 'length' | 'until';
}

/** Shows how old something is, and keeps counting. The exact time is in its title. */
export function Age({ at, is = 'ago' }: AgeProps): VNode {
  const instant = Date.parse(at);
  const now = useSignal(serverNow());
  useEffect(() => {
    now.value = serverNow();
    const timer = setInterval(() => (now.value = serverNow()), tickOf(serverNow() - instant));
    return () => clearInterval(timer);
  }, [at, tickOf(now.value - instant)]);
  const words = {
    ago: agoOf(instant, now.value),
    length: lengthOf(now.value - instant),
    until: untilOf(instant, now.value),
  };
  return (
    <time dateTime={at} title={exactly(at)}>
      {words[is]}
    </time>
  );
}

/** Says an instant exactly: here and in UTC. */
export function exactly(at: string): string {
  const instant = Date.parse(at);
  const zone = zoneOf(instant);
  return zone === 'UTC' ? `${dateOf(instant)} UTC` : `${dateOf(instant)} ${zone} (${at})`;
}
