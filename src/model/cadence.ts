import { hour, minute, type Duration } from './instant.ts';

/** How often a daemon looks if nothing happens (design §6). */
export const cadence: { readonly everything: Duration; readonly keyAndTrailState: Duration } = {
  everything: hour,
  keyAndTrailState: 10 * minute,
};
