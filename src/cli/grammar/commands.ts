import { audit } from './commands/audit.ts';
import { apply } from './commands/apply.ts';
import { explain } from './commands/explain.ts';
import { forceUnlock } from './commands/force-unlock.ts';
import { fmt } from './commands/fmt.ts';
import { forget } from './commands/forget.ts';
import { daemon } from './commands/daemon.ts';
import { completion } from './commands/completion.ts';
import { graph } from './commands/graph.ts';
import { init } from './commands/init.ts';
import { permissions } from './commands/permissions.ts';
import { plan } from './commands/plan.ts';
import { sandbox } from './commands/sandbox.ts';
import { schema } from './commands/schema.ts';
import { show } from './commands/show.ts';
import { token } from './commands/token.ts';
import { status } from './commands/status.ts';
import { validate } from './commands/validate.ts';
import { version } from './commands/version.ts';
import { describe } from './commands/describe.ts';
import { get } from './commands/get.ts';
import { plans } from './commands/plans.ts';
import { history } from './commands/history.ts';
import { approve } from './commands/approve.ts';
import { reject } from './commands/reject.ts';
import { pause } from './commands/pause.ts';
import { resume } from './commands/resume.ts';
import { sync } from './commands/sync.ts';
import { rollback } from './commands/rollback.ts';
import { yieldLease } from './commands/yield.ts';
import { acceptBaseline } from './commands/accept-baseline.ts';
import { stop } from './commands/stop.ts';
import { start } from './commands/start.ts';
import { silence } from './commands/silence.ts';
import type { CommandDeclaration } from './declaration.ts';
import type { CommandName } from './names.ts';

/** In the order in which help lists them within a group. A new command is added here, in `names.ts` and in `../run.ts`. */
export const commands: readonly CommandDeclaration<CommandName>[] = [
  apply,
  plan,
  daemon,
  show,
  status,
  get,
  describe,
  plans,
  history,
  validate,
  graph,
  approve,
  reject,
  pause,
  resume,
  sync,
  rollback,
  yieldLease,
  acceptBaseline,
  stop,
  start,
  silence,
  init,
  fmt,
  explain,
  schema,
  permissions,
  forget,
  forceUnlock,
  audit,
  token,
  sandbox,
  completion,
  version,
];

/** Runs without a word. It takes no paths: a first word names a command, so that a misspelt one is never a directory. */
export const usualCommand: CommandDeclaration<CommandName> = { ...plan, arguments: [] };
