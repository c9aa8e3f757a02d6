import * as resources from '../../../aws/services/resource.ts';
import type { Subject } from '../../../model/subject.ts';

/** What names a trail in a spec. The loader fills in metadata.name where the spec names none. */
export interface OfTrail {
  readonly name?: string | undefined;
}

export function nameOf({ name = '' }: OfTrail): string {
  return name;
}

/** Builds the ARN of a trail from its name and its home Region, so manifests alone settle it. */
export function arnOf(at: Pick<Subject<OfTrail>, 'spec' | 'place' | 'settings'>): string {
  return resources.trail.arn(nameOf(at.spec), at.settings.partition, at.place);
}
