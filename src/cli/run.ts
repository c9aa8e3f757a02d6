import type { Terminal } from '../runtime/terminal.ts';
import type { CommandName } from './grammar/names.ts';
import { parseArguments, type Parsed } from './grammar/parse.ts';
import type { Io } from './io.ts';
import { defaultOptions, type Invocation } from './options.ts';
import type { Refused } from './refused.ts';

/** Gives the exit code, or why nothing was done. */
type RunCommand = (
  invocation: Invocation,
  io: Io,
  version: string,
) => number | Refused | Promise<number | Refused>;

/** Loaded when asked for: help must not wait for the engine, and a plan in the sandbox not for the SDK. */
const commands: Readonly<Record<CommandName, () => Promise<RunCommand>>> = {
  apply: async () => (await import('./commands/apply.ts')).apply,
  daemon: async () => (await import('./commands/daemon.ts')).daemon,
  plan: async () => (await import('./commands/plan.ts')).plan,
  show: async () => (await import('./commands/show.ts')).show,
  status: async () => (await import('./commands/status.ts')).status,
  validate: async () => (await import('./commands/validate.ts')).validate,
  graph: async () => (await import('./commands/graph.ts')).graph,
  completion: async () => (await import('./commands/completion.ts')).completion,
  sandbox: async () => (await import('./commands/sandbox.ts')).sandbox,
  token: async () => (await import('./commands/token.ts')).token,
  audit: async () => (await import('./commands/audit.ts')).audit,
  get: async () => (await import('./commands/get.ts')).get,
  describe: async () => (await import('./commands/describe.ts')).describe,
  plans: async () => (await import('./commands/plans.ts')).plans,
  history: async () => (await import('./commands/history.ts')).history,
  approve: async () => (await import('./commands/approve.ts')).approve,
  reject: async () => (await import('./commands/approve.ts')).reject,
  pause: async () => (await import('./commands/decide.ts')).pause,
  resume: async () => (await import('./commands/decide.ts')).resume,
  sync: async () => (await import('./commands/decide.ts')).sync,
  rollback: async () => (await import('./commands/rollback.ts')).rollback,
  yield: async () => (await import('./commands/decide.ts')).yieldLease,
  'accept-baseline': async () => (await import('./commands/accept-baseline.ts')).acceptBaseline,
  stop: async () => (await import('./commands/decide.ts')).stop,
  start: async () => (await import('./commands/decide.ts')).start,
  silence: async () => (await import('./commands/decide.ts')).silence,
  forget: async () => (await import('./commands/forget.ts')).forget,
  'force-unlock': async () => (await import('./commands/force-unlock.ts')).forceUnlock,
  init: async () => (await import('./commands/init.ts')).init,
  fmt: async () => (await import('./commands/fmt.ts')).fmt,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  schema: async () => (await import('./commands/schema.ts')).schema,
  permissions: async () => (await import('./commands/permissions.ts')).permissions,
  version: async () => (await import('./commands/version.ts')).version,
};

/**
 * Performs one run of the command line: arguments in, exit code out. Touches only what `open` gives, which is asked
 * for once there is more to do than print help.
 */
export async function run(
  argv: readonly string[],
  terminal: Pick<Terminal, 'out'>,
  open: () => Promise<Io>,
): Promise<number> {
  const [first, ...typed] = argv;
  // For the completion scripts. What is typed there is not whole yet, so it is not parsed.
  if (first === '__complete') {
    const { offersFor } = await import('./completion/offers.ts');
    terminal.out((await offersFor(typed, await open())).map((line) => `${line}\n`).join(''));
    return 0;
  }
  const parsed = await parseArguments(argv, (text) => {
    terminal.out(text);
  });
  if (parsed.is === 'help') return 0;
  const io = await open();
  const { versionOf } = await import('./start.ts');
  const version = await versionOf(io.files);
  if (parsed.is === 'version') {
    terminal.out(`${version}\n`);
    return 0;
  }
  const ended = await answered(parsed, io, version);
  if (typeof ended === 'number') return ended;
  const { createOutput } = await import('./output.ts');
  const options =
    parsed.is === 'refused' ? { ...defaultOptions, output: parsed.output } : parsed.invocation.options;
  createOutput(options, io, version).diagnostics(ended.diagnostics, ended.source);
  return 1;
}

async function answered(
  parsed: Extract<Parsed, { is: 'invocation' | 'usual' | 'refused' }>,
  io: Io,
  version: string,
): Promise<number | Refused> {
  if (parsed.is === 'refused') return parsed;
  const { invocation } = parsed;
  const [word, ...others] = invocation.args;
  if (parsed.is === 'usual' && word !== undefined) {
    const { noCommand } = await import('./start.ts');
    return noCommand([word, ...others], io);
  }
  const command = await commands[invocation.command]();
  const ended = await command(invocation, io, version);
  if (parsed.is === 'usual' && ended === 2) await sayHowToApply(invocation, io);
  return ended;
}

/** Says how to apply: a person who typed no command may expect that it applies. */
async function sayHowToApply({ options }: Invocation, io: Io): Promise<void> {
  if (options.output !== 'human' || options.out !== undefined) return;
  const { sameApply } = await import('./same-estate.ts');
  io.terminal.out(`\nNothing was changed. To apply: reconcile apply${sameApply(options, [])}\n`);
}
