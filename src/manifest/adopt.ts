import type { Diagnostic } from '../model/diagnostic.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Metadata } from '../model/resource.ts';

type Found = Pick<Diagnostic, 'severity' | 'code' | 'message' | 'hint'> & {
  readonly path: '/metadata/adopt';
};

/** Refuses a `metadata.adopt` that this kind cannot follow: ignored, it would let a second one be made. */
export function badAdoption({ kind, identity }: AnyKind, { adopt }: Metadata): readonly Found[] {
  if (adopt === undefined) return [];
  const refuse = (message: string, hint: string): readonly Found[] => [
    { severity: 'error', code: 'manifest.adopt', path: '/metadata/adopt', message, hint },
  ];
  if (identity.by === 'mark') {
    return adopt !== true && isKeyId(adopt)
      ? []
      : refuse(
          `a ${kind} is adopted by its id, not by ${shown(adopt)}`,
          'set it to the id or ARN of the key',
        );
  }
  const { adoption } = identity;
  switch (adoption.is) {
    case 'refused':
      return refuse(`a ${kind} cannot be adopted: ${adoption.why}`, adoption.instead);
    case 'true':
      return adopt === true
        ? []
        : refuse(
            `the manifest already names the ${kind}, so adopt must be true, not ${shown(adopt)}`,
            'adopt: true',
          );
    case 'id':
      return adopt === true || !isKeyId(adopt)
        ? refuse(
            `a ${kind} is adopted by ${adoption.what}, not by ${shown(adopt)}`,
            `set it to ${adoption.what}: the plan shows it`,
          )
        : [];
  }
}

/** Recognizes an id or the ARN of a key. An alias is no id: it can point elsewhere tomorrow. */
function isKeyId(adopt: string): boolean {
  return /^(?:arn:[^:]+:kms:[^:]+:\d{12}:key\/)?[\w-]+$/u.test(adopt);
}

function shown(adopt: string | true): string {
  return adopt === true ? 'true' : JSON.stringify(adopt);
}
