/*
 * The conditions of the IAM User Guide, as one table for two evaluators that share no code: the one by which
 * policies are judged and that of the embedded AWS. A cell is undefined where the guide does not say.
 */

/** Values of a condition key in a request; `undefined`: the request does not carry it. */
export type Values = string | readonly string[] | undefined;

/** An operator with its negation, a value of a policy, and what meets and misses it. */
export interface OperatorRow {
  readonly operator: string;
  readonly negation?: string;
  readonly wanted: string;
  readonly met: readonly [string, string];
  readonly missed: readonly [string, string];
}

/** "IAM JSON policy elements: Condition operators", one row an operator. */
export const operators: readonly OperatorRow[] = [
  {
    operator: 'StringEquals',
    negation: 'StringNotEquals',
    wanted: 'blue',
    met: ['blue', 'blue'],
    missed: ['Blue', 'bluer'],
  },
  {
    operator: 'StringEqualsIgnoreCase',
    negation: 'StringNotEqualsIgnoreCase',
    wanted: 'blue',
    met: ['Blue', 'BLUE'],
    missed: ['bluer', 'red'],
  },
  {
    operator: 'StringLike',
    negation: 'StringNotLike',
    wanted: 'b?ue*',
    met: ['blue', 'brue/x'],
    missed: ['bue', 'Blue'],
  },
  {
    operator: 'NumericEquals',
    negation: 'NumericNotEquals',
    wanted: '10',
    met: ['10', '10.0'],
    missed: ['9', '11'],
  },
  { operator: 'NumericLessThan', wanted: '10', met: ['9', '-1'], missed: ['10', '100'] },
  { operator: 'NumericLessThanEquals', wanted: '10', met: ['10', '2'], missed: ['11', '100'] },
  { operator: 'NumericGreaterThan', wanted: '10', met: ['11', '100'], missed: ['10', '9'] },
  { operator: 'NumericGreaterThanEquals', wanted: '10', met: ['10', '11'], missed: ['9', '2'] },
  {
    operator: 'DateEquals',
    negation: 'DateNotEquals',
    wanted: '2026-01-02T03:04:05Z',
    met: ['2026-01-02T03:04:05Z', '1767323045'],
    missed: ['2026-01-02T03:04:06Z', '1767323046'],
  },
  {
    operator: 'DateLessThan',
    wanted: '2026-01-02',
    met: ['2026-01-01T23:59:59Z', '1767000000'],
    missed: ['2026-01-02T00:00:00Z', '2027-01-01T00:00:00Z'],
  },
  {
    operator: 'DateLessThanEquals',
    wanted: '2026-01-02',
    met: ['2026-01-02T00:00:00Z', '1767000000'],
    missed: ['2026-01-02T00:00:01Z', '2027-01-01T00:00:00Z'],
  },
  {
    operator: 'DateGreaterThan',
    wanted: '1767323045',
    met: ['2026-01-02T03:04:06Z', '2030-01-01T00:00:00Z'],
    missed: ['2026-01-02T03:04:05Z', '1'],
  },
  {
    operator: 'DateGreaterThanEquals',
    wanted: '1767323045',
    met: ['2026-01-02T03:04:05Z', '1767323046'],
    missed: ['2026-01-02T03:04:04Z', '1'],
  },
  { operator: 'Bool', wanted: 'true', met: ['true', 'True'], missed: ['false', 'False'] },
  {
    operator: 'BinaryEquals',
    wanted: 'QmluYXJ5',
    met: ['QmluYXJ5', 'QmluYXJ5'],
    missed: ['qmluYXJ5', 'QQ=='],
  },
  {
    operator: 'IpAddress',
    negation: 'NotIpAddress',
    wanted: '203.0.113.0/24',
    met: ['203.0.113.0', '203.0.113.255'],
    missed: ['203.0.114.1', '2001:db8::1'],
  },
  {
    operator: 'IpAddress',
    negation: 'NotIpAddress',
    wanted: '2001:db8:1234:5678::/64',
    met: ['2001:db8:1234:5678::1', '2001:DB8:1234:5678:ffff::'],
    missed: ['2001:db8:1234:5679::1', '203.0.113.1'],
  },
  {
    operator: 'IpAddress',
    negation: 'NotIpAddress',
    wanted: '203.0.113.7',
    met: ['203.0.113.7', '203.0.113.7'],
    missed: ['203.0.113.8', '203.0.113.70'],
  },
  {
    operator: 'ArnLike',
    negation: 'ArnNotLike',
    wanted: 'arn:aws:iam::111122223333:role/a*',
    met: ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:role/a/b:c'],
    missed: ['arn:aws:iam::111122223333:role/b', 'arn:aws:iam::444455556666:role/app'],
  },
  {
    operator: 'ArnEquals',
    negation: 'ArnNotEquals',
    wanted: 'arn:aws:iam::*:role/app',
    met: ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::444455556666:role/app'],
    // A wildcard stays inside its part, colon to colon.
    missed: ['arn:aws:iam::111122223333:user/x:role/app', 'arn:aws:sts::111122223333:role/app'],
  },
];

type Cell = boolean | undefined;

export interface StateRow {
  readonly state: string;
  values(row: OperatorRow): Values;
  readonly plain: Cell;
  readonly negated: Cell;
  readonly ifExists: Cell;
  readonly negatedIfExists: Cell;
  readonly all: Cell;
  readonly negatedAll: Cell;
  readonly any: Cell;
  readonly negatedAny: Cell;
}

/** "Condition operators", "…IfExists" and "Set operators for multivalued context keys". */
export const states: readonly StateRow[] = [
  {
    state: 'the request does not carry the key',
    values: () => undefined,
    ...{ plain: false, negated: true, ifExists: true, negatedIfExists: true },
    ...{ all: true, negatedAll: true, any: false, negatedAny: false },
  },
  {
    state: 'the key has no values',
    values: () => [],
    ...{ plain: undefined, negated: undefined, ifExists: undefined, negatedIfExists: undefined },
    ...{ all: true, negatedAll: true, any: false, negatedAny: false },
  },
  {
    state: 'the key is an empty string',
    values: () => '',
    ...{ plain: undefined, negated: undefined, ifExists: undefined, negatedIfExists: undefined },
    // A null data set, such as an empty string.
    ...{ all: true, negatedAll: true, any: undefined, negatedAny: undefined },
  },
  {
    state: 'one value meets it',
    values: ({ met: [one] }) => one,
    ...{ plain: true, negated: false, ifExists: true, negatedIfExists: false },
    ...{ all: true, negatedAll: false, any: true, negatedAny: false },
  },
  {
    state: 'one value misses it',
    values: ({ missed: [one] }) => one,
    ...{ plain: false, negated: true, ifExists: false, negatedIfExists: true },
    ...{ all: false, negatedAll: true, any: false, negatedAny: true },
  },
  {
    state: 'both values meet it',
    values: ({ met }) => met,
    ...{ plain: undefined, negated: undefined, ifExists: undefined, negatedIfExists: undefined },
    ...{ all: true, negatedAll: false, any: true, negatedAny: false },
  },
  {
    state: 'both values miss it',
    values: ({ missed }) => missed,
    ...{ plain: undefined, negated: undefined, ifExists: undefined, negatedIfExists: undefined },
    ...{ all: false, negatedAll: true, any: false, negatedAny: true },
  },
  {
    state: 'one value meets and one misses it',
    values: ({ met: [one], missed: [other] }) => [one, other],
    ...{ plain: undefined, negated: undefined, ifExists: undefined, negatedIfExists: undefined },
    ...{ all: false, negatedAll: false, any: true, negatedAny: true },
  },
];

/** How the cells of a state are written in a policy. */
export const spellings: readonly {
  readonly cell: Exclude<keyof StateRow, 'state' | 'values'>;
  readonly negated: boolean;
  spell(operator: string): string;
}[] = [
  { cell: 'plain', negated: false, spell: (name) => name },
  { cell: 'negated', negated: true, spell: (name) => name },
  { cell: 'ifExists', negated: false, spell: (name) => `${name}IfExists` },
  { cell: 'negatedIfExists', negated: true, spell: (name) => `${name}IfExists` },
  { cell: 'all', negated: false, spell: (name) => `ForAllValues:${name}` },
  { cell: 'negatedAll', negated: true, spell: (name) => `ForAllValues:${name}` },
  { cell: 'any', negated: false, spell: (name) => `ForAnyValue:${name}` },
  { cell: 'negatedAny', negated: true, spell: (name) => `ForAnyValue:${name}` },
];

export interface SingleRow {
  readonly rule: string;
  readonly operator: string;
  readonly wanted: string | readonly string[];
  readonly values: Values;
  /** Other keys of the request. */
  readonly besides?: Readonly<Record<string, Values>>;
  readonly version?: '2008-10-17' | '2012-10-17';
  readonly met: boolean;
}

/** Rules that are not one cell of the matrix, with the page of the guide. */
export const singles: readonly SingleRow[] = [
  // "Evaluation logic for multiple context keys or values": values are alternatives, negated ones are NOR.
  {
    rule: 'several wanted values are alternatives',
    operator: 'StringEquals',
    wanted: ['a', 'b'],
    values: 'b',
    met: true,
  },
  {
    rule: 'several wanted values are alternatives',
    operator: 'StringEquals',
    wanted: ['a', 'b'],
    values: 'c',
    met: false,
  },
  {
    rule: 'a negated operator wants none of them',
    operator: 'StringNotEquals',
    wanted: ['a', 'b'],
    values: 'b',
    met: false,
  },
  {
    rule: 'a negated operator wants none of them',
    operator: 'StringNotEquals',
    wanted: ['a', 'b'],
    values: 'c',
    met: true,
  },
  {
    rule: 'each value meets one of them',
    operator: 'ForAllValues:StringEquals',
    wanted: ['a', 'b'],
    values: ['a', 'b'],
    met: true,
  },
  {
    rule: 'a value that meets none',
    operator: 'ForAllValues:StringEquals',
    wanted: ['a', 'b'],
    values: ['a', 'c'],
    met: false,
  },
  // "Condition operator to check existence of condition keys".
  { rule: 'Null true wants the key absent', operator: 'Null', wanted: 'true', values: undefined, met: true },
  { rule: 'Null true wants the key absent', operator: 'Null', wanted: 'true', values: 'x', met: false },
  { rule: 'Null false wants it there', operator: 'Null', wanted: 'false', values: undefined, met: false },
  { rule: 'Null false wants it there', operator: 'Null', wanted: 'false', values: 'x', met: true },
  // "String condition operators": StringEquals takes wildcards for themselves.
  { rule: 'StringEquals has no wildcards', operator: 'StringEquals', wanted: 'a*', values: 'ab', met: false },
  { rule: 'StringEquals has no wildcards', operator: 'StringEquals', wanted: 'a*', values: 'a*', met: true },
  // "Policy variables".
  {
    rule: 'a variable is filled in',
    operator: 'StringEquals',
    wanted: 'u/${aws:username}',
    values: 'u/ada',
    besides: { 'aws:username': 'ada' },
    met: true,
  },
  {
    rule: 'a variable is filled in',
    operator: 'StringLike',
    wanted: '${aws:username}/*',
    values: 'ada/x',
    besides: { 'aws:username': 'ada' },
    met: true,
  },
  {
    rule: 'a wildcard inside a value is only itself',
    operator: 'StringLike',
    wanted: '${aws:username}',
    values: 'ada',
    besides: { 'aws:username': 'a*' },
    met: false,
  },
  {
    rule: 'names of variables have no case',
    operator: 'StringEquals',
    wanted: '${AWS:UserName}',
    values: 'ada',
    besides: { 'aws:username': 'ada' },
    met: true,
  },
  {
    rule: 'an absent variable equals nothing',
    operator: 'StringEquals',
    wanted: '${aws:username}',
    values: '',
    met: false,
  },
  {
    rule: 'an absent variable equals nothing',
    operator: 'StringLike',
    wanted: '${aws:username}*',
    values: 'ada',
    met: false,
  },
  {
    rule: 'an absent variable equals nothing',
    operator: 'ArnLike',
    wanted: 'arn:aws:iam::111122223333:user/${aws:username}',
    values: 'arn:aws:iam::111122223333:user/',
    met: false,
  },
  {
    rule: 'a negated operator holds of an absent variable',
    operator: 'StringNotEquals',
    wanted: '${aws:username}',
    values: 'ada',
    met: true,
  },
  {
    rule: 'a negated operator holds of an absent variable',
    operator: 'StringNotLike',
    wanted: 'x/${aws:username}',
    values: 'x/',
    met: true,
  },
  {
    rule: 'another alternative still meets it',
    operator: 'StringEquals',
    wanted: ['${aws:username}', 'ada'],
    values: 'ada',
    met: true,
  },
  {
    rule: 'a default stands for an absent variable',
    operator: 'StringEquals',
    wanted: "${aws:username, 'guest'}",
    values: 'guest',
    met: true,
  },
  {
    rule: 'a default yields to the value',
    operator: 'StringEquals',
    wanted: "${aws:username, 'guest'}",
    values: 'ada',
    besides: { 'aws:username': 'ada' },
    met: true,
  },
  { rule: '${*} is the character', operator: 'StringLike', wanted: 'a${*}', values: 'a*', met: true },
  { rule: '${*} is the character', operator: 'StringLike', wanted: 'a${*}', values: 'ab', met: false },
  { rule: '${?} is the character', operator: 'StringLike', wanted: 'a${?}', values: 'ab', met: false },
  { rule: '${$} is the character', operator: 'StringEquals', wanted: '${$}{x}', values: '${x}', met: true },
  {
    rule: 'the version of 2008 has no variables',
    operator: 'StringEquals',
    wanted: '${aws:username}',
    values: 'ada',
    besides: { 'aws:username': 'ada' },
    version: '2008-10-17',
    met: false,
  },
  {
    rule: 'the version of 2008 has no variables',
    operator: 'StringEquals',
    wanted: '${aws:username}',
    values: '${aws:username}',
    version: '2008-10-17',
    met: true,
  },
  {
    rule: 'numbers take no variables',
    operator: 'NumericEquals',
    wanted: '${kms:x}',
    values: '5',
    besides: { 'kms:x': '5' },
    met: false,
  },
  {
    rule: 'addresses take no variables',
    operator: 'IpAddress',
    wanted: '${aws:SourceIp}',
    values: '203.0.113.7',
    besides: { 'aws:sourceip': '203.0.113.7' },
    met: false,
  },
  {
    rule: 'dates take no variables',
    operator: 'DateEquals',
    wanted: '${aws:CurrentTime}',
    values: '2026-01-02T00:00:00Z',
    besides: { 'aws:currenttime': '2026-01-02T00:00:00Z' },
    met: false,
  },
  {
    rule: 'Bool takes variables',
    operator: 'Bool',
    wanted: '${aws:MultiFactorAuthPresent}',
    values: 'true',
    besides: { 'aws:multifactorauthpresent': 'true' },
    met: true,
  },
  // "Date condition operators": ISO 8601 as the W3C has it, or seconds since the epoch.
  {
    rule: 'a date without a time is midnight in UTC',
    operator: 'DateEquals',
    wanted: '2026-01-02',
    values: '2026-01-02T00:00:00Z',
    met: true,
  },
  {
    rule: 'a month is its first instant',
    operator: 'DateEquals',
    wanted: '2026-01',
    values: '2026-01-01T00:00:00Z',
    met: true,
  },
  {
    rule: 'an offset counts',
    operator: 'DateEquals',
    wanted: '2026-01-02T01:00:00+01:00',
    values: '2026-01-02T00:00:00Z',
    met: true,
  },
  {
    rule: 'minutes are enough',
    operator: 'DateEquals',
    wanted: '2026-01-02T03:04Z',
    values: '2026-01-02T03:04:00Z',
    met: true,
  },
  {
    rule: 'a fraction of a second counts',
    operator: 'DateGreaterThan',
    wanted: '2026-01-02T03:04:05Z',
    values: '2026-01-02T03:04:05.5Z',
    met: true,
  },
  // "ARN condition operators": six parts, each by itself; "Case": keys have none.
  {
    rule: 'the account may be a wildcard',
    operator: 'ArnLike',
    wanted: 'arn:aws:cloudtrail:*:111122223333:trail/*',
    values: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/a',
    met: true,
  },
  {
    rule: 'a wildcard does not reach over a colon',
    operator: 'ArnLike',
    wanted: 'arn:aws:*:trail/a',
    values: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/a',
    met: false,
  },
  {
    rule: 'text that is no ARN meets none',
    operator: 'ArnLike',
    wanted: 'arn:aws:iam::111122223333:role/a',
    values: 'role/a',
    met: false,
  },
];
