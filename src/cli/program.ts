import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { ApprovalClass } from '../model/resource.ts';
import {
  approvalClasses,
  formats,
  type CommandName,
  type Format,
  type Invocation,
  type Options,
} from './options.ts';

/** Where help and complaints go. */
export interface ProgramOutput {
  out(text: string): void;
  err(text: string): void;
}

export type Parsed =
  | { readonly is: 'invocation'; readonly invocation: Invocation }
  | { readonly is: 'version' }
  /** Help was shown, or the arguments were refused with a message. */
  | { readonly is: 'ended'; readonly exit: number };

/** Reads the arguments. The only place that knows their spelling. */
export function parseArguments(argv: readonly string[], output: ProgramOutput): Parsed {
  let parsed: Parsed = { is: 'ended', exit: 1 };
  const program = createProgram(output, (found) => {
    parsed = found;
  });
  try {
    program.parse(withSandboxValue(argv), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { is: 'ended', exit: error.exitCode };
    throw error;
  }
  return parsed;
}

function createProgram(output: ProgramOutput, parsed: (found: Parsed) => void): Command {
  const program = new Command('reconcile')
    .description(
      'Keeps the encryption of an AWS estate the way its manifests say.\n\n' +
        'Without a command: shows what would change, asks, and applies it.\n' +
        'Exit code: 0 done, 1 an error, 3 something waits for a person.',
    )
    .option('--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .configureOutput({
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      writeOut: (text) => {
        output.out(text);
      },
      writeErr: (text) => {
        output.err(text);
      },
    })
    .exitOverride()
    .allowExcessArguments(false);

  /** The same for each: its options, and what it hands on. */
  function finish(command: Command, name: CommandName, options: readonly Option[]): void {
    for (const option of options) command.addOption(option);
    command.action(() => {
      refuseForeign(command);
      const values = command.optsWithGlobals<Values>();
      const dryRun = name === 'apply' && values.dryRun === true;
      if (values.version === true) {
        parsed({ is: 'version' });
        return;
      }
      parsed({
        is: 'invocation',
        invocation: { command: dryRun ? 'plan' : name, args: command.args, options: optionsOf(values) },
      });
    });
  }

  const ofApply = (): readonly Option[] => [
    yes(),
    approve(),
    new Option('--dry-run', 'only plan: the same as `reconcile plan`'),
    ...planning(),
  ];
  finish(program.argument('[paths...]', pathsHelp), 'apply', ofApply());
  finish(
    program.command('apply').description('the same as without a command').argument('[paths...]', pathsHelp),
    'apply',
    ofApply(),
  );
  finish(
    program
      .command('plan')
      .description('show what would change; exit code 0 nothing, 2 changes, 1 an error')
      .argument('[paths...]', pathsHelp),
    'plan',
    planning(),
  );
  finish(
    program
      .command('validate')
      .description('check the manifests without asking AWS anything')
      .argument('[paths...]', pathsHelp),
    'validate',
    [format(['human', 'json']), noColor()],
  );
  finish(
    program
      .command('forget')
      .description('drop what Keywright remembers of a resource; nothing changes in AWS')
      .argument('<address>', 'Kind/name')
      .argument('[paths...]', pathsHelp),
    'forget',
    [yes(), sandbox(), stateDirectory(), endpoint(), noColor()],
  );
  finish(
    program
      .command('sandbox')
      .description('serve the embedded AWS over HTTP on this machine, for the aws CLI')
      .argument('[paths...]', 'manifests whose buckets and roles a new world shall hold'),
    'sandbox',
    [
      new Option('--port <n>', 'port; 0 takes a free one').default(4566).argParser(portOf),
      new Option('--dir <dir>', 'keep the world in this directory, as --sandbox=DIR does'),
    ],
  );
  return program;
}

/** Columns; a help that depends on the terminal cannot be compared. */
const helpWidth = 100;

const examples = `
Examples:
  reconcile --sandbox              try it: an AWS inside the process, no account needed
  reconcile plan                   what would change in the AWS of your credentials
  reconcile --yes                  apply what needs no approval, without asking
  reconcile --yes --approve=widen  and what gives more access`;

const pathsHelp = 'files and directories of manifests (default: manifests, or . without one)';

/** Options are made anew for each command: commander changes them. */
function planning(): readonly Option[] {
  return [
    sandbox(),
    new Option('--target <address>', 'only this resource and what it needs (repeatable)')
      .argParser(collect)
      .default([], 'all'),
    new Option('--exclude <address>', 'leave this resource out (repeatable)')
      .argParser(collect)
      .default([], 'none'),
    format(),
    new Option('--calls <detail>', 'how to show the AWS calls of each step')
      .choices(['names', 'full'])
      .default('names'),
    noColor(),
    stateDirectory(),
    endpoint(),
    new Option(
      '--commit <id>',
      'the commit of the manifests, shown in plans and in the names of AWS sessions',
    ),
  ];
}

function yes(): Option {
  return new Option('-y, --yes', 'apply without asking what needs no approval');
}

function approve(): Option {
  return new Option(
    '--approve <classes>',
    `with --yes: also apply these, comma-separated: ${approvalClasses.join(', ')}`,
  ).argParser(classesOf);
}

function sandbox(): Option {
  const about = 'use the embedded AWS; with =DIR it is kept in that directory';
  return new Option('--sandbox [=DIR]', about).conflicts(['endpoint', 'stateDir']);
}

function format(choices: readonly Format[] = formats): Option {
  return new Option('-o, --output <format>', 'how to show results').choices([...choices]).default('human');
}

function noColor(): Option {
  return new Option('--no-color', 'no colours (also: NO_COLOR in the environment)');
}

function stateDirectory(): Option {
  return new Option('--state-dir <dir>', 'where lease, journal and memory are kept');
}

function endpoint(): Option {
  return new Option(
    '--endpoint <url>',
    'ask this endpoint instead of AWS, e.g. `reconcile sandbox`',
  ).argParser(urlOf);
}

interface Values {
  readonly version?: true;
  readonly yes?: true;
  readonly approve?: readonly ApprovalClass[];
  readonly dryRun?: true;
  readonly sandbox?: string | true;
  readonly target?: readonly string[];
  readonly exclude?: readonly string[];
  readonly output?: Format;
  readonly color?: boolean;
  readonly calls?: 'names' | 'full';
  readonly stateDir?: string;
  readonly endpoint?: string;
  readonly commit?: string;
  readonly port?: number;
  readonly dir?: string;
}

function optionsOf(values: Values): Options {
  const directory = values.dir ?? (values.sandbox === true ? '' : values.sandbox);
  return {
    yes: values.yes === true,
    approve: values.approve ?? [],
    ...(directory === undefined ? {} : { sandbox: directory === '' ? 'memory' : { directory } }),
    targets: values.target ?? [],
    excludes: values.exclude ?? [],
    format: values.output ?? 'human',
    color: values.color !== false,
    calls: values.calls ?? 'names',
    ...(values.stateDir === undefined ? {} : { stateDirectory: values.stateDir }),
    ...(values.endpoint === undefined ? {} : { endpoint: values.endpoint }),
    ...(values.commit === undefined ? {} : { commit: values.commit }),
    port: values.port ?? 0,
  };
}

/** Commander takes the next word for the value of an optional one: `--sandbox manifests` must not mean that. */
function withSandboxValue(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, index) =>
    word === '--sandbox' && (end === -1 || index < end) ? '--sandbox=' : word,
  );
}

/** The program's options are read wherever they stand, also after a command that has no such option. */
function refuseForeign(command: Command): void {
  const { parent } = command;
  if (parent === null) return;
  for (const option of parent.options) {
    const name = option.attributeName();
    const known = command.options.some((own) => own.attributeName() === name);
    if (!known && name !== 'version' && parent.getOptionValueSource(name) === 'cli') {
      command.error(`error: unknown option '${option.long ?? name}' for '${command.name()}'`, {
        exitCode: 1,
      });
    }
  }
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function classesOf(value: string): readonly ApprovalClass[] {
  return value.split(',').map((word) => {
    const found = approvalClasses.find((one) => one === word.trim());
    if (found === undefined) throw new InvalidArgumentError(`The classes are ${approvalClasses.join(', ')}.`);
    return found;
  });
}

function portOf(value: string): number {
  const port = Number(value);
  if (!/^\d+$/u.test(value) || port > 65_535)
    throw new InvalidArgumentError('A port is a number up to 65535.');
  return port;
}

function urlOf(value: string): string {
  if (!/^https?:\/\//u.test(value) || !URL.canParse(value)) {
    throw new InvalidArgumentError('An endpoint is a URL, e.g. http://127.0.0.1:4566.');
  }
  return value;
}
