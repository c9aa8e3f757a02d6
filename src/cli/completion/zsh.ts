import { shellCommands, type ShellCommand, type ShellOption, type ShellValue } from './words.ts';

/** The completion of zsh, as a file for a folder of `fpath` or to be sourced. */
export function zshCompletion(): string {
  const { named, usual } = shellCommands();
  return `#compdef reconcile
# zsh completion for reconcile
# Load it:  source <(reconcile completion zsh)      (after compinit)
_reconcile_addresses() { local -a found; found=("\${(@f)$(reconcile completion addresses 2>/dev/null)}"); compadd -a found }
_reconcile_kinds() { local -a found; found=("\${(@f)$(reconcile completion kinds 2>/dev/null)}"); compadd -a found }
_reconcile_commands() {
  local -a commands
  commands=(
${named.map(({ name, about }) => `    ${quoted(`${name}:${about}`)}`).join('\n')}
    'help:print the help of a command'
  )
  _describe -t commands 'command' commands
}
_reconcile() {
  local command word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case $word in
      ${named.map(({ name }) => name).join('|')}) command=$word; break ;;
    esac
  done
  case $command in
${named.map((command) => `    ${command.name})\n      words=(reconcile "\${(@)words[2,-1]:#$command}"); (( CURRENT-- ))\n      _arguments ${argumentsOf(command).join(' ')} ;;`).join('\n')}
    *)
      _arguments ${[...usual.options.flatMap(optionSpecs), `'*:command or path:_alternative "commands:command:_reconcile_commands" "files:path:_files"'`].join(' ')} ;;
  esac
}
if [ "$funcstack[1]" = _reconcile ]; then _reconcile "$@"; else compdef _reconcile reconcile; fi
`;
}

function argumentsOf(command: ShellCommand): readonly string[] {
  const { argument } = command;
  const words = argument === undefined ? [] : [quoted(`*:argument:${action(argument)}`)];
  return [...command.options.flatMap(optionSpecs), ...words];
}

function optionSpecs({ names, about, value, repeats }: ShellOption): readonly string[] {
  const said = about.replaceAll('[', '(').replaceAll(']', ')').replaceAll(':', '\\:');
  return names.map((name) => {
    const long = name.startsWith('--');
    const equals = value === undefined ? '' : value.joined ? '=-' : long ? '=' : '';
    const of = value === undefined ? '' : `:value:${action(value)}`;
    return quoted(`${repeats ? '*' : ''}${name}${equals}[${said}]${of}`);
  });
}

function action({ choices, completes }: ShellValue): string {
  if (choices.length > 0) return `(${choices.join(' ')})`;
  switch (completes) {
    case 'address':
      return '_reconcile_addresses';
    case 'kind':
      return '_reconcile_kinds';
    case 'path':
      return '_files';
    case 'directory':
      return '_files -/';
    case 'nothing':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\\\''")}'`;
}
