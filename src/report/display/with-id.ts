import type { Display } from './display.ts';
import { approveText } from '../sentences/decisions.ts';

/** Adds the name by which a plan is approved: what releases a step says so. */
export function withId(display: Display, id: string): Display {
  return {
    ...display,
    id,
    risky: display.risky.map((one) =>
      one.state === 'approval' ? { ...one, release: approveText(id, one.step) } : one,
    ),
  };
}
