import type { PassResult } from '../../model/outcome.ts';
import { appliedOf } from '../display/applied.ts';
import { displayOf } from '../display/make.ts';
import { jsonText } from './text.ts';
import { formatVersion } from '../formats/version.ts';

/** Writes the result of an apply as versioned JSON: what happened, and the plan with the outcome of each step. */
export function applyJson(result: PassResult): string {
  const plan = displayOf(result.plan, result.outcomes);
  return jsonText({ formatVersion, kind: 'ApplyResult', ...appliedOf(result), plan });
}
