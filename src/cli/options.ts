import { day, minute, type Duration, type Instant } from '../model/instant.ts';
import type { Whereabouts } from '../boot/request.ts';
import type { Role } from '../model/call.ts';
import type { Role as AccessRole } from '../model/binding.ts';
import type { ApprovalClass } from '../model/approval.ts';
import type { Only } from '../report/display/only.ts';
import type { LogLevel } from '../model/log-level.ts';
import type { CommandName } from './grammar/names.ts';

/** The output formats. `graph` has `mermaid` and `dot`, `audit` has `csv`; their errors are printed for people. */
export type Format = 'human' | 'wide' | 'name' | 'json' | 'markdown' | 'sarif' | 'mermaid' | 'dot' | 'csv';

/** An instant, or how long ago. */
export type Moment =
  { readonly is: 'at'; readonly at: Instant } | { readonly is: 'ago'; readonly ago: Duration };

/** What was asked on the command line, after defaults. A command uses those that its help lists. */
export interface Options extends Whereabouts {
  readonly yes: boolean;
  readonly approve: readonly ApprovalClass[];
  readonly dryRun: boolean;
  readonly target: readonly string[];
  readonly exclude: readonly string[];
  readonly output: Format;
  readonly color: boolean;
  readonly calls: 'names' | 'full';
  readonly guardrails?: string;
  readonly logLevel: LogLevel;
  /** Of `sandbox`: where it listens, and where its world is kept. */
  readonly port: number;
  /** Of `daemon`: where its embedded AWS answers. */
  readonly sandboxPort: number;
  readonly dir?: string;
  /** Of `explain`: every field below, one a line. */
  readonly recursive: boolean;
  /** Of `audit`: which lines, and a head that is known from elsewhere. */
  readonly since?: Moment;
  readonly until?: Moment;
  readonly head?: string;
  /** Of `schema`: the kind of an output instead of that of a manifest. */
  readonly outputFormat?: string;
  /** Of `permissions`: one role only, nothing but its document, and which part of it. */
  readonly role: Role | 'all';
  readonly document: boolean;
  readonly part?: number;
  /** Of `init`: what its manifests shall name; of `permissions`: one account only. */
  readonly bucket?: string;
  readonly account?: string;
  readonly region?: string;
  /** Of `init`: what it writes for production. */
  readonly ci?: 'github';
  readonly repository?: string;
  readonly branch?: string;
  readonly roles?: 'cli' | 'cloudformation' | 'terraform';
  readonly coordination?: string;
  readonly trust: readonly string[];
  /** Of `plan` and `status`: what alone makes the exit code 2. */
  readonly failOn?: 'orphans';
  /** The file for the plan. */
  readonly out?: string;
  /** How long a saved plan may be applied. */
  readonly expires: Duration;
  /** Somebody says that no run was before this one. */
  readonly firstRun: boolean;
  /** How long to go on for what AWS does not show yet, once all else is done. */
  /** False with `--no-wait`. */
  readonly wait: boolean;
  readonly timeout: Duration;
  /** Of what talks to a daemon: where it listens, which of its sources is meant, and what proves who asks. */
  readonly socket?: string;
  readonly dataDir?: string;
  readonly source?: string;
  /** Of `plan`: the API of a daemon that plans instead. */
  readonly server?: string;
  readonly tokenFile?: string;
  /** Of `token`: whose it is, and what it may do. */
  readonly subject?: string;
  readonly as: AccessRole;
  readonly stacks?: readonly string[];
  readonly classes?: readonly ApprovalClass[];
  /** Of what decides: how long it lasts, why, and what for. */
  readonly for?: Duration;
  readonly reason?: string;
  readonly to?: string;
  readonly label: readonly (readonly [string, string])[];
  /** Of what shows a plan or a status: which part, and whether it is counted; absent: as long as it is short. */
  readonly only: readonly Only[];
  readonly kind: readonly string[];
  readonly name: readonly string[];
  readonly summary?: boolean;
  readonly brake: boolean;
  readonly freeze: boolean;
  readonly end?: string;
  /** Of `get`: go on and show what changes. */
  readonly watch: boolean;
  /** Of `fmt`: report what is not formatted, or print the changes, instead of writing. */
  readonly check: boolean;
  readonly diff: boolean;
  /** Of `history`: the number of the document to plan again. */
  readonly restore?: number;
}

/** What holds for an option that was not given. */
export const defaultOptions: Options = {
  yes: false,
  firstRun: false,
  approve: [],
  dryRun: false,
  target: [],
  exclude: [],
  output: 'human',
  color: true,
  calls: 'names',
  logLevel: 'silent',
  port: 4566,
  sandboxPort: 4566,
  recursive: false,
  expires: day,
  // AWS says that a grant, an alias or a tag may take five minutes to take effect, and no longer time.
  wait: true,
  timeout: 5 * minute,
  role: 'all',
  as: 'viewer',
  document: false,
  trust: [],
  label: [],
  only: [],
  kind: [],
  name: [],
  brake: false,
  freeze: false,
  watch: false,
  check: false,
  diff: false,
};

/** One command with its arguments: paths, or addresses. */
export interface Invocation {
  readonly command: CommandName;
  readonly args: readonly string[];
  readonly options: Options;
  /** What was typed for options, by their names in camel case: for a command whose options are many and its own. */
  readonly given: Readonly<Record<string, unknown>>;
}
