import type { z } from 'zod';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import type { decisionBodySchema } from '../formats/decision.ts';
import type { Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { inEffectTexts } from './in-effect.ts';
import { list } from './lists.ts';

export type DecisionDisplay = Immutable<z.input<typeof decisionBodySchema>>;

/** Tells what was decided, and all that is in effect after it. */
export function decisionText({ stack, by, decided, inEffect }: DecisionDisplay, look: Look): string {
  const done = decided.flatMap((text) => wrap(visible(`${stack}: ${by.name} ${text}.`), look.width));
  const rest = list('In effect now:', inEffectTexts(inEffect), look);
  return `${[...done, ...(rest.length === 0 ? [] : ['', ...rest])].join('\n')}\n`;
}
