const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Says how long something lasts, in its largest unit: people compare ages, they do not add them. */
export function lengthOf(ms: number): string {
  const span = Math.max(0, ms);
  if (span < minute) return `${String(Math.floor(span / second))} s`;
  if (span < hour) return `${String(Math.floor(span / minute))} min`;
  if (span < 2 * day) return `${String(Math.floor(span / hour))} h`;
  return `${String(Math.floor(span / day))} days`;
}

/** Says how long ago an instant is, at another one. */
export function agoOf(at: number, now: number): string {
  return now - at < 5 * second ? 'now' : `${lengthOf(now - at)} ago`;
}

/** Says how long it is until an instant, in two units: in one, an hour of four would seem gone after a minute. */
export function untilOf(at: number, now: number): string {
  return at <= now ? 'over' : `in ${remainingOf(at - now)}`;
}

/** Says how much time is left, and never more than there is. */
function remainingOf(ms: number): string {
  if (ms < hour) return lengthOf(ms);
  if (ms < 2 * day) return inUnits(ms, [hour, 'h'], [minute, 'min']);
  return inUnits(ms, [day, 'days'], [hour, 'h']);
}

function inUnits(
  ms: number,
  [large, name]: readonly [number, string],
  [small, rest]: readonly [number, string],
): string {
  const left = Math.floor((ms % large) / small);
  const whole = `${String(Math.floor(ms / large))} ${name}`;
  return left === 0 ? whole : `${whole} ${String(left)} ${rest}`;
}

/** Returns after how many milliseconds the words of an age change, so that it ticks no more often. */
export function tickOf(ms: number): number {
  const span = Math.abs(ms);
  if (span < minute) return second;
  return span < hour ? 10 * second : minute;
}

/** Says a time of day as people of this machine write it: hours and minutes. */
export function clockOf(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Says a day and a time of day. */
export function dateOf(at: number): string {
  const date = new Date(at);
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockOf(at)}`;
}

/** Says how far the clock of this machine is from UTC, since logs and the command line speak UTC. */
export function zoneOf(at: number): string {
  const offset = -new Date(at).getTimezoneOffset();
  if (offset === 0) return 'UTC';
  const hours = Math.floor(Math.abs(offset) / 60);
  const minutes = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? '−' : '+'}${String(hours)}${minutes === 0 ? '' : `:${two(minutes)}`}`;
}

/** Writes the instants of a sentence in the time of this machine. The daemon writes them in UTC. */
export function withTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z/gu, (found) => {
    const at = Date.parse(found);
    return Number.isNaN(at) ? found : `${dateOf(at)} ${zoneOf(at)}`;
  });
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Returns the beginning of a span that ends now, in whole minutes: the same question then has the same address. */
export function sinceOf(now: number, span: number): string {
  return new Date(Math.floor((now - span) / minute) * minute).toISOString();
}
