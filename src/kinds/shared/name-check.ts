import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Subject } from '../../model/subject.ts';

interface NameRules<S> {
  readonly nameOf: (spec: S) => string;
  /** Explains what is wrong with a name; undefined if nothing is. */
  readonly problem: (name: string) => string | undefined;
  readonly hint: string;
}

/** Checks the name that a resource gets in AWS. It may come from `metadata.name`, which the schema does not judge. */
export function nameCheck<S>({ nameOf, problem, hint }: NameRules<S>) {
  return ({ spec, address }: Subject<S>): readonly Diagnostic[] => {
    const name = nameOf(spec);
    const wrong = problem(name);
    if (wrong === undefined) return [];
    const message = `${wrong}, got ${JSON.stringify(name)}`;
    return [{ severity: 'error', code: 'manifest.value', message, hint, address, path: '/name' }];
  };
}
