import { listOf, type Statement } from './document.ts';

/** Condition keys of a request, names in lower case. A list is a multivalued key. */
export type Keys = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `*` any run, `?` one character (IAM User Guide, wildcards). */
export function likeMatches(pattern: string, text: string): boolean {
  const source = pattern
    .split('')
    .map((char) => (char === '*' ? '[^]*' : char === '?' ? '[^]' : char.replace(/[\\^$.|+()[\]{}]/u, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`, 'u').test(text);
}

type Test = (want: string, have: string) => boolean;

const tests: Readonly<Record<string, Test>> = {
  stringequals: (want, have) => want === have,
  stringequalsignorecase: (want, have) => want.toLowerCase() === have.toLowerCase(),
  stringlike: likeMatches,
  arnequals: likeMatches,
  arnlike: likeMatches,
  bool: (want, have) => want.toLowerCase() === have.toLowerCase(),
  numericequals: (want, have) => Number(want) === Number(have),
  numericlessthan: (want, have) => Number(have) < Number(want),
  numericlessthanequals: (want, have) => Number(have) <= Number(want),
  numericgreaterthan: (want, have) => Number(have) > Number(want),
  numericgreaterthanequals: (want, have) => Number(have) >= Number(want),
};

const negated: Readonly<Record<string, string>> = {
  stringnotequals: 'stringequals',
  stringnotequalsignorecase: 'stringequalsignorecase',
  stringnotlike: 'stringlike',
  arnnotequals: 'arnequals',
  arnnotlike: 'arnlike',
  numericnotequals: 'numericequals',
};

/** True if every operator and key of the condition holds; values of one key are alternatives. */
export function conditionHolds(condition: Statement['Condition'], keys: Keys): boolean {
  return Object.entries(condition ?? {}).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, values]) =>
      holds(operator.toLowerCase(), listOf(values).map(String), keys[key.toLowerCase()]),
    ),
  );
}

function holds(
  operator: string,
  wanted: readonly string[],
  have: string | readonly string[] | undefined,
): boolean {
  if (operator === 'null')
    return wanted.some((want) => (want.toLowerCase() === 'true') === (have === undefined));
  const quantified = /^(forallvalues|foranyvalue):(.+)$/u.exec(operator);
  const rest = quantified?.[2] ?? operator;
  const ifExists = rest.endsWith('ifexists');
  const name = ifExists ? rest.slice(0, -'ifexists'.length) : rest;
  if (have === undefined) {
    // A missing key: negated operators and IfExists hold, ForAllValues holds of nothing
    // (IAM User Guide, condition operators).
    return ifExists || quantified?.[1] === 'forallvalues' || negated[name] !== undefined;
  }
  const test = tests[negated[name] ?? name];
  // An operator this sandbox does not know never holds; dates and IP addresses have no source here.
  if (test === undefined) return false;
  const matches = (value: string) => wanted.some((want) => test(want, value));
  const one = (value: string) => (negated[name] === undefined ? matches(value) : !matches(value));
  return quantified?.[1] === 'forallvalues' ? listOf(have).every(one) : listOf(have).some(one);
}
