/** Yes, no, or not to be judged from what is known. */
export type Truth = boolean | 'unsure';

export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes('unsure') ? 'unsure' : true;
}

export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes('unsure') ? 'unsure' : false;
}

export function notOf(truth: Truth): Truth {
  return truth === 'unsure' ? truth : !truth;
}
