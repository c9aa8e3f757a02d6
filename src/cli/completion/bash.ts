import { shellCommands, type ShellCommand, type ShellValue } from './words.ts';

/**
 * The completion of bash. Readline cuts words at `=`, so `--output=js` comes as three; addresses are asked of
 * the program, since only the manifests know them.
 */
export function bashCompletion(): string {
  const { named, usual } = shellCommands();
  return `# bash completion for reconcile
# Load it:  source <(reconcile completion bash)
_reconcile() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' word
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${named.map(({ name }) => name).join('|')}) command=$word; break ;;
    esac
  done
  case "$command $prev" in
${[...named, { ...usual, name: '' }].flatMap(valueLines).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${named.map((command) => `      ${command.name}) _reconcile_words '${allNames(command)}' ;;`).join('\n')}
      *) _reconcile_words '${allNames(usual)}' ;;
    esac
    return
  fi
  case $command in
${named.map((command) => `    ${command.name}) ${argumentAction(command)} ;;`).join('\n')}
    *)
      ${argumentAction(usual)}
      COMPREPLY+=($(compgen -W '${named.map(({ name }) => name).join(' ')} help' -- "$cur"))
      ;;
  esac
}
_reconcile_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_reconcile_addresses() { _reconcile_words "$("\${COMP_WORDS[0]}" completion addresses 2>/dev/null)"; }
_reconcile_kinds() { _reconcile_words "$("\${COMP_WORDS[0]}" completion kinds 2>/dev/null)"; }
_reconcile_paths() { compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); }
_reconcile_directories() { compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); }
complete -F _reconcile reconcile
`;
}

function valueLines(command: ShellCommand): readonly string[] {
  return command.options.flatMap((option) => {
    const { value } = option;
    if (value === undefined) return [];
    const names = value.joined ? [] : option.names;
    return names.map((name) => `    '${command.name} ${name}') ${valueAction(value)}; return ;;`);
  });
}

function valueAction({ choices, completes }: ShellValue): string {
  if (choices.length > 0) return `_reconcile_words '${choices.join(' ')}'`;
  switch (completes) {
    case 'address':
      return '_reconcile_addresses';
    case 'kind':
      return '_reconcile_kinds';
    case 'path':
      return '_reconcile_paths';
    case 'directory':
      return '_reconcile_directories';
    case 'nothing':
      return 'COMPREPLY=()';
  }
}

function argumentAction({ argument }: ShellCommand): string {
  return argument === undefined ? 'COMPREPLY=()' : valueAction(argument);
}

function allNames({ options }: ShellCommand): string {
  return options.flatMap(({ names }) => names).join(' ');
}
