import { referenceDate } from '../authorization/index.ts';
import type { Policy, Statement } from '../document.ts';
import { isConditionKey, meantKey } from '../reference.ts';
import { type Finding, type LintContext } from './lint.ts';

/**
 * Reports L25: a policy variable is a condition key (IAM User Guide, policy variables). One that AWS does not have
 * never gets a value, so nothing equals the text that it is in.
 */
export function unknownVariables(
  { resources, conditions }: Statement,
  _context: LintContext,
  { version }: Policy,
): readonly Finding[] {
  if (version === '2008-10-17') return [];
  const places = [
    {
      element: [resources?.not === true ? 'NotResource' : 'Resource'],
      texts: resources?.entries ?? [],
    },
    ...conditions.map(({ operator, key, values }) => ({
      element: ['Condition', operator, key],
      texts: values,
    })),
  ];
  return places.flatMap(({ element, texts }) =>
    texts
      .flatMap((text) =>
        typeof text === 'string' ? variablesIn(text).map((name) => ({ name, entry: text })) : [],
      )
      .filter(({ name }) => isConditionKey(name) === 'no')
      .map(({ name, entry }): Finding => {
        const near = meantKey(name);
        return {
          severity: near?.surely === true ? 'error' : 'warning',
          code: 'policy.unknown-variable',
          says: `uses \${${name}}, which is not an IAM variable`,
          hint:
            near === undefined
              ? `the references of ${referenceDate} have no condition key of this name`
              : `did you mean \${${near.meant}}?`,
          element,
          entry,
        };
      }),
  );
}

/**
 * Lists the names of the variables, without the default behind a comma. Omits `${*}`, `${?}` and `${$}`, which
 * stand for characters.
 */
function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{\s*([^},\s]+)[^}]*\}/gu)]
    .map(([, name = '']) => name)
    .filter((name) => !/^[*?$]$/u.test(name));
}
