import type { ErrorCode } from '../../../src/model/errors/index.ts';
import type { Files } from '../../../src/runtime/files.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Desk } from '../../e2e/desk.test-helper.ts';

/** One way to go wrong. Everything that a row does not say is as it should be. */
export interface Mistake {
  /** What the person did, in the words of somebody who looks over the shoulder. Unique. */
  readonly name: string;
  /** Default: `validate`. */
  readonly argv?: readonly string[];
  /** By path; instead of those of the topic. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is in a file that text cannot hold. */
  readonly bytes?: Readonly<Record<string, Uint8Array>>;
  /** Troubles of the disk by path, by Node's codes. */
  readonly troubles?: Readonly<Record<string, 'EACCES' | 'EIO' | 'ELOOP' | 'ENOSPC' | 'EROFS'>>;
  /** A disk that is odd in another way. */
  readonly through?: (files: Files) => Files;
  readonly variables?: Readonly<Record<string, string>>;
  /** Asked is what the SDK finds at the end of its own configuration, on the real clock; only 127.0.0.1 is reached. */
  readonly real?: true;
  /** Standard input is a terminal on which these lines are typed. */
  readonly typed?: readonly string[];
  /** What happened before, on the same disk. What it writes is not written by the mistake. May give what ends it. */
  readonly before?: (desk: Desk) => Promise<unknown>;
  /** Makes the embedded AWS answer amiss. Called once, before its first call. */
  readonly aws?: (sandbox: Sandbox) => void;
  /**
   * What the mistake is about, where its diagnostics have no path of a manifest: an option, a variable, a
   * file, a call. It must be in the row or in its output. Part of what makes rows distinct.
   */
  readonly about?: string;
  /** For what JSON cannot say or is not offered: the codes that the text must name. */
  readonly codes?: readonly ErrorCode[];
  /** The documented exit code, where it is not 1: 3 where a person is waited for, 0 for what only warns. */
  readonly exit?: 0 | 2 | 3;
  /** Why this row may write: AWS refuses only once an apply is under way. */
  readonly writes?: string;
  /** Why the other mistakes of a set are not told beside this one. */
  readonly alone?: string;
  /** Why no file, line and column can be named though a manifest is wrong. */
  readonly nowhere?: string;
}

/** Rows about one subject: one page here, one page of messages in golden/. */
export interface Topic {
  /** Names the golden file. */
  readonly name: string;
  readonly mistakes: readonly Mistake[];
}
