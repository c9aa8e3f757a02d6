import type { ApprovalClass } from '../model/resource.ts';

export type Format = 'human' | 'json' | 'markdown';

export const formats: readonly Format[] = ['human', 'json', 'markdown'];
export const approvalClasses: readonly ApprovalClass[] = ['disable', 'delete', 'widen', 'repair', 'replace'];

/** What was asked on the command line, after defaults. A command uses those that its help lists. */
export interface Options {
  readonly yes: boolean;
  readonly approve: readonly ApprovalClass[];
  /** Undefined: real AWS. `memory`: an embedded AWS that lives as long as the run. */
  readonly sandbox?: 'memory' | { readonly directory: string };
  readonly targets: readonly string[];
  readonly excludes: readonly string[];
  readonly format: Format;
  readonly color: boolean;
  readonly calls: 'names' | 'full';
  readonly stateDirectory?: string;
  readonly endpoint?: string;
  readonly commit?: string;
  readonly port: number;
}

export type CommandName = 'apply' | 'plan' | 'validate' | 'sandbox' | 'forget';

/** Those with a word of their own, as it is typed; also the one that needs none. */
export const commandNames: readonly CommandName[] = ['apply', 'plan', 'validate', 'sandbox', 'forget'];

/** One command with its arguments: paths, or addresses. */
export interface Invocation {
  readonly command: CommandName;
  readonly args: readonly string[];
  readonly options: Options;
}
