import { arnMatches, dateOf, inBlock, likeMatches } from './compare.ts';
import { listOf, type Statement } from './document.ts';
import { filledIn, type Keys, type Version } from './variables.ts';

export { likeMatches } from './compare.ts';

interface Family {
  /** IAM User Guide, condition operators: which of them take policy variables. */
  readonly variables: boolean;
  /** `wildcards` marks the characters of a pattern that are wildcards and not part of a variable's value. */
  test(want: string, have: string): boolean;
}

const text: Family = { variables: true, test: (want, have) => literally(want) === have };
const ignoringCase: Family = {
  variables: true,
  test: (want, have) => literally(want).toLowerCase() === have.toLowerCase(),
};
const like: Family = { variables: true, test: likeMatches };
const arn: Family = { variables: true, test: arnMatches };

function number(holds: (want: number, have: number) => boolean): Family {
  return { variables: false, test: (want, have) => bothKnown(Number(want), Number(have), holds) };
}

function date(holds: (want: number, have: number) => boolean): Family {
  return { variables: false, test: (want, have) => bothKnown(dateOf(want), dateOf(have), holds) };
}

function bothKnown(want: number, have: number, holds: (want: number, have: number) => boolean): boolean {
  return !Number.isNaN(want) && !Number.isNaN(have) && holds(want, have);
}

const families: Readonly<Record<string, Family>> = {
  stringequals: text,
  stringequalsignorecase: ignoringCase,
  stringlike: like,
  arnequals: arn,
  arnlike: arn,
  bool: ignoringCase,
  binaryequals: { variables: false, test: (want, have) => want === have },
  ipaddress: { variables: false, test: inBlock },
  numericequals: number((want, have) => have === want),
  numericlessthan: number((want, have) => have < want),
  numericlessthanequals: number((want, have) => have <= want),
  numericgreaterthan: number((want, have) => have > want),
  numericgreaterthanequals: number((want, have) => have >= want),
  dateequals: date((want, have) => have === want),
  datelessthan: date((want, have) => have < want),
  datelessthanequals: date((want, have) => have <= want),
  dategreaterthan: date((want, have) => have > want),
  dategreaterthanequals: date((want, have) => have >= want),
};

const negated: Readonly<Record<string, string>> = {
  stringnotequals: 'stringequals',
  stringnotequalsignorecase: 'stringequalsignorecase',
  stringnotlike: 'stringlike',
  arnnotequals: 'arnequals',
  arnnotlike: 'arnlike',
  numericnotequals: 'numericequals',
  datenotequals: 'dateequals',
  notipaddress: 'ipaddress',
};

/** Returns true if every operator and key of the condition holds; values of one key are alternatives. */
export function conditionHolds(condition: Statement['Condition'], keys: Keys, version: Version): boolean {
  return Object.entries(condition ?? {}).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, values]) =>
      holds(operator.toLowerCase(), listOf(values).map(String), keys[key.toLowerCase()], { keys, version }),
    ),
  );
}

interface Scene {
  readonly keys: Keys;
  readonly version: Version;
}

function holds(
  operator: string,
  wanted: readonly string[],
  have: string | readonly string[] | undefined,
  scene: Scene,
): boolean {
  if (operator === 'null')
    return wanted.some((want) => (want.toLowerCase() === 'true') === (have === undefined));
  const [, quantifier, rest = operator] = /^(?:(forallvalues|foranyvalue):)?(.+)$/u.exec(operator) ?? [];
  const ifExists = rest.endsWith('ifexists');
  const name = ifExists ? rest.slice(0, -'ifexists'.length) : rest;
  const positive = negated[name];
  if (have === undefined) {
    // IAM User Guide, condition operators and set operators: what holds of a key that is not there.
    if (ifExists || quantifier === 'forallvalues') return true;
    return quantifier === undefined && positive !== undefined;
  }
  const family = families[positive ?? name];
  if (family === undefined) return false;
  const patterns = wanted.flatMap(
    (want) => filledIn(want, scene.keys, family.variables ? scene.version : 'none') ?? [],
  );
  const one = (value: string): boolean =>
    patterns.some((pattern) => family.test(pattern, value)) === (positive === undefined);
  // A null data set, such as an empty string, has no value that could miss.
  if (quantifier === 'forallvalues') return listOf(have).every((value) => value === '' || one(value));
  return listOf(have).some(one);
}

function literally(pattern: string): string {
  return pattern.replaceAll('\uE000', '*').replaceAll('\uE001', '?');
}
