import type { Call, OpName, Place, Service } from '../../model/call.ts';
import type { Instant } from '../../model/instant.ts';
import { given, type Tree, type Unknown } from '../../model/tree.ts';
import type { Operation } from './operation.ts';

/** The names of the operations that a client package of the SDK has. `Sdk` is its type: nothing of it is loaded. */
type NameIn<Sdk> = keyof Sdk extends infer Key ? (Key extends `${infer Name}Command` ? Name : never) : never;

/** What Keywright knows about operations of one service; a name that the SDK does not have is refused. */
export type Operations<Sdk> = { readonly [Name in NameIn<Sdk>]?: Operation };

/**
 * A member as the SDK takes it, in JSON, or a hole that AWS fills. Enumerations are any text: AWS adds values before
 * the SDK lists them, and Regions come from manifests.
 */
type Sent<T> =
  | Unknown
  | (string extends T
      ? string
      : T extends string
        ? string
        : T extends number | boolean
          ? T
          : T extends Date
            ? Instant
            : T extends readonly (infer Item)[]
              ? readonly Sent<Item>[]
              : T extends object
                ? { readonly [Member in keyof T]: Sent<Exclude<T[Member], undefined>> }
                : never);

type Optional<T> = {
  [Member in keyof T]-?: Partial<Pick<T, Member>> extends Pick<T, Member> ? Member : never;
}[keyof T];

/** What the SDK takes for an operation. Members that are undefined are left out. */
export type InputOf<Sdk, Name extends string> = `${Name}Command` extends infer Key extends keyof Sdk
  ? Sdk[Key] extends abstract new (...input: never) => { readonly input: infer Input }
    ? {
        readonly [Member in keyof Input]:
          Sent<Exclude<Input[Member], undefined>> | (Member extends Optional<Input> ? undefined : never);
      }
    : never
  : never;

/** Makes a call of one operation, and bears the name of that operation. */
export interface Calling<Input> {
  (at: Place, input: Input): Call;
  readonly op: OpName;
}

/** The same where the operation takes no input. */
export interface CallingAlone<Input> extends Calling<Input> {
  (at: Place, input?: Input): Call;
}

/** One function an operation, which makes a call of it. */
export type Calls<Sdk, Name extends string> = {
  readonly [One in Name as Uncapitalize<One>]: Partial<InputOf<Sdk, One>> extends InputOf<Sdk, One>
    ? CallingAlone<InputOf<Sdk, One>>
    : Calling<InputOf<Sdk, One>>;
};

/** Makes calls of the operations of one service. */
export function callsOf<Sdk, Name extends string & NameIn<Sdk>>(
  service: Service,
  operations: Readonly<Record<Name, Operation>>,
): Calls<Sdk, Name> {
  const made = Object.keys(operations).map((name) => {
    const op: OpName = `${service}:${name}`;
    const call = (at: Place, input: Readonly<Record<string, Tree | undefined>> = {}): Call => ({
      op,
      at,
      input: given(input),
    });
    return [`${name.slice(0, 1).toLowerCase()}${name.slice(1)}`, Object.assign(call, { op })] as const;
  });
  return Object.fromEntries(made);
}
