import type { OperationName } from '../../daemon/control/operations.ts';

/** How the value of a query parameter is read: a list repeats it, `label=NAME=VALUE` makes a map. */
export type QueryValue = 'text' | 'number' | 'list' | 'flag' | 'map';

/**
 * One route of the API. The table of them is the one list: the server, the OpenAPI document and the tests of access are
 * made of it. Requests and answers have the schemas of the operation.
 */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`; `{name}` stands for a field of the request. */
  readonly path: string;
  readonly operation: OperationName;
  /** Fields of the request that are in the query. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** The longest body, in bytes; absent: that of all others. */
  readonly mostOfRequest?: number;
  readonly tag: 'Reading' | 'Plans' | 'Decisions';
  readonly summary: string;
}
