export { accessChange, type Access, type AccessChange } from './access.ts';
export { canonicalTree } from './canonical.ts';
export { comparePolicies, type Verdict } from './compare.ts';
export {
  noPolicy,
  showText,
  statementName,
  type Condition,
  type Effect,
  type Policy,
  type PolicyKind,
  type Principal,
  type PrincipalType,
  type Selection,
  type Statement,
  type Text,
} from './document.ts';
export { parseEncodedPolicy, parsePolicy, type PolicyReading } from './parse.ts';
export { printPolicy, printStatement } from './print.ts';
export { isOfAccount, type Caller } from './caller.ts';
export { lossesOf, type Loss } from './loss.ts';
export { gainsOf, type Gain } from './gain.ts';
export { diffPolicies, isStale, unchangedStatements, type PolicyChange, type PolicyHalf } from './diff.ts';
export { evaluate, type Answered, type Request } from './evaluate.ts';
export { halfOf } from './half.ts';
export { widest } from './union.ts';
export { narrowed, shutsOut, type Holding, type Narrowed, type Stay } from './narrow.ts';
export { lackedBetween, type Lacked, type Reader } from './narrow-common.ts';
export { inVersion2012, type Context } from './variables.ts';
export { matchesGlob } from './glob.ts';
export { lintPolicy, type LintContext } from './lint/index.ts';
export { largest, policyText, sizeOf, tooLarge } from './size.ts';
export { bucketLockOut, keyLockOut, type Keepers } from './lockout.ts';
export { partiesOf, type Party, type Trusted } from './party.ts';
export { stopRisks, type Place } from './stops.ts';
export { wideningRisks, type Trust } from './widening.ts';
