/** Texts that break a rule and stay for now. Never add one: write the text again. */
export const allowed: ReadonlySet<string> = new Set<string>([
  // The name of a value in the JSON of a plan.
  'A principal, or `everybody`.',
]);
