/**
 * The completion scripts. All of them ask the program what may stand there, so that they know the manifests and never
 * grow old; paths the shells complete by themselves.
 */
export const scripts: Readonly<Record<string, string>> = {
  // compgen would split what it is given; the program offers only what fits. A path may hold a space.
  bash: `# bash completion for reconcile
# Load it:  source <(reconcile completion bash)
_reconcile() {
  local cur=\${COMP_WORDS[COMP_CWORD]} line IFS=$'\\n'
  [[ $cur == '=' ]] && cur=''
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :path) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$cur")) ;;
      :directory) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$cur")) ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _reconcile reconcile
`,
  zsh: `#compdef reconcile
# zsh completion for reconcile
# Load it:  source <(reconcile completion zsh)      (after compinit)
_reconcile() {
  local line tab=$'\\t' found=1
  local -a told
  local -a lines=("\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  [[ $PREFIX == --*=* ]] && compset -P '*='
  for line in $lines; do
    case $line in
      :path) _files && found=0 ;;
      :directory) _files -/ && found=0 ;;
      *) told+=("\${\${line//:/\\\\:}/$tab/:}") ;;
    esac
  done
  (( $#told )) && _describe 'reconcile' told && found=0
  return found
}
if [ "$funcstack[1]" = _reconcile ]; then _reconcile "$@"; else compdef _reconcile reconcile; fi
`,
  fish: `# fish completion for reconcile
# Load it:  reconcile completion fish | source
function __reconcile_complete
  set -l typed (commandline -opc)
  set -l current (commandline -ct)
  set -l head (string match -r -- '^--[a-z-]+=' $current)
  set -l value (string replace -r -- '^--[a-z-]+=' '' "$current")
  for line in ($typed[1] __complete $typed[2..] "$current" 2>/dev/null)
    switch $line
      case :path
        printf "$head%s\\n" (__fish_complete_path $value)
      case :directory
        printf "$head%s\\n" (__fish_complete_directories $value)
      case '*'
        echo "$head$line"
    end
  end
end
complete -c reconcile -f -a '(__reconcile_complete)'
`,
};
