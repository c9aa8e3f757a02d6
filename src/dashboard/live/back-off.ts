/** Returns how long to wait before the stream is opened again: longer each time, and never in step with other pages. */
export function waitOf(failures: number, random: number): number {
  const longest = Math.min(30_000, 1000 * 2 ** Math.min(failures, 5));
  return Math.round(longest / 2 + (random * longest) / 2);
}
