import type { Duration } from './instant.ts';

/** What became of asking after the roles that a call names, where AWS refused it for one of them. */
export interface NamedPrincipals {
  /** There is no such role. */
  readonly missing: readonly string[];
  /** Made so short ago that other services may not know it; with its age. */
  readonly young: readonly { readonly arn: string; readonly age: Duration }[];
  /** Those that cannot be asked after: of other accounts, users, or because IAM refuses to tell. */
  readonly unknown: readonly string[];
  /** There, and older. */
  readonly known: readonly string[];
}
