import { looksIn, type Cadence } from '../model/cadence.ts';
import type { Duration } from '../model/instant.ts';
import type { EstimateInput } from './input.ts';
import { questionsOfLook, type Question } from './looks.ts';
import type { Subjects } from './subjects.ts';

/**
 * Lists what everything that looks by a cadence asks in a time. Gives each question with the requests of all its
 * answers.
 */
export function asksIn(
  time: Duration,
  cadence: Cadence,
  estate: Pick<EstimateInput, 'stack' | 'kinds'>,
  subjects: Subjects,
): readonly Question[] {
  const looks = looksIn(time, cadence);
  return (['full', 'fast'] as const).flatMap((look) =>
    questionsOfLook(estate, subjects, look).map(({ call, requests }) => ({
      call,
      requests: requests * looks[look],
    })),
  );
}
