import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stack } from '../model/resource.ts';
import { at, resourcesOf } from './check.ts';

/** Warns of trails that nobody starts: CreateTrail makes one that does not record (CloudTrail API, StartLogging). */
export function trailLogging(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'Trail')
    .filter(({ spec }) => spec['logging'] === undefined)
    .map((trail) =>
      at(trail, {
        severity: 'warning',
        code: 'check.trail-logging',
        path: '',
        message: `${trail.address} does not declare logging: a new trail is stopped by default`,
        hint: 'set logging: true',
      }),
    );
}
