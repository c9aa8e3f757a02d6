import type { Publish } from './events.ts';

/** Tells each listener of an event. Who only tells of the work must not end it: `lost` gets one that fails. */
export function tellAll(listeners: readonly Publish[], lost: (error: unknown) => void): Publish {
  return (event) => {
    for (const tell of listeners) {
      try {
        tell(event);
      } catch (error) {
        lost(error);
      }
    }
  };
}
