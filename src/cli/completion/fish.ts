import { shellCommands, type ShellCommand, type ShellValue } from './words.ts';

/** The completion of fish. */
export function fishCompletion(): string {
  const { named, usual } = shellCommands();
  const all = named.map(({ name }) => name).join(' ');
  const none = `not __fish_seen_subcommand_from ${all}`;
  return [
    '# fish completion for reconcile',
    '# Load it:  reconcile completion fish | source',
    'complete -c reconcile -f',
    ...named.map(
      ({ name, about }) => `complete -c reconcile -n ${quoted(none)} -a ${name} -d ${quoted(about)}`,
    ),
    `complete -c reconcile -n ${quoted(none)} -a help -d 'print the help of a command'`,
    ...optionLines(usual, none),
    ...named.flatMap((command) => {
      const seen = `__fish_seen_subcommand_from ${command.name}`;
      return [...optionLines(command, seen), ...argumentLines(command, seen)];
    }),
    ...argumentLines(usual, none),
    '',
  ].join('\n');
}

function optionLines({ options }: ShellCommand, when: string): readonly string[] {
  return options.map(({ names, about, value }) => {
    const spelt = names.map((name) =>
      name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
    );
    const takes = value === undefined || value.joined ? '' : ` -x ${offered(value)}`;
    return `complete -c reconcile -n ${quoted(when)} ${spelt.join(' ')}${takes.trimEnd()} -d ${quoted(about)}`;
  });
}

function argumentLines({ argument }: ShellCommand, when: string): readonly string[] {
  if (argument === undefined) return [];
  const what = argument.completes === 'path' && argument.choices.length === 0 ? '-F' : offered(argument);
  return what === '' ? [] : [`complete -c reconcile -n ${quoted(when)} ${what}`];
}

function offered({ choices, completes }: ShellValue): string {
  if (choices.length > 0) return `-a ${quoted(choices.join(' '))}`;
  switch (completes) {
    case 'address':
      return "-a '(reconcile completion addresses 2>/dev/null)'";
    case 'kind':
      return "-a '(reconcile completion kinds 2>/dev/null)'";
    case 'path':
      return "-a '(__fish_complete_path)'";
    case 'directory':
      return "-a '(__fish_complete_directories)'";
    case 'nothing':
      return '';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
