import type { Shell } from "./quoting.ts";

const bash = `# Completion of wct for Bash. Put this into ~/.bashrc:  eval "$(wct completion bash)"
_wct() {
  local rest=\${COMP_LINE:0:COMP_POINT} words=() trimmed word i line cut= breaks=
  # Bash cuts words at ":" and "="; what stands together belongs together.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    trimmed=\${rest#"\${rest%%[![:space:]]*}"}
    ((i == COMP_CWORD)) && word=$trimmed
    if ((i > 0)) && [[ $trimmed == "$rest" ]]; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    rest=\${trimmed#"$word"}
  done
  word=\${words[\${#words[@]}-1]}
  [[ $COMP_WORDBREAKS == *:* ]] && breaks+=:
  [[ $COMP_WORDBREAKS == *=* ]] && breaks+==
  if [[ -n $breaks && $word != [\\"\\']* ]]; then
    cut=\${word%"\${word##*[$breaks]}"}
  fi
  COMPREPLY=()
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    COMPREPLY+=("\${line#"$cut"}")
  done < <(wct __complete bash -- "\${words[@]:1}" 2>/dev/null)
  # A folder is gone into rather than ended with a space.
  if ((\${#COMPREPLY[@]} == 1)) && [[ \${COMPREPLY[0]} == */ ]]; then
    compopt -o nospace 2>/dev/null
  fi
  return 0
}
complete -F _wct wct
`;

const zsh = `#compdef wct
# Completion of wct for Zsh. Put this into ~/.zshrc, after compinit:  eval "$(wct completion zsh)"
_wct() {
  local line value about
  local -a values shown folders
  for line in "\${(@f)$(wct __complete zsh -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    value=\${line%%$'\\t'*}
    about=\${line#*$'\\t'}
    if [[ $value == */ ]]; then
      folders+=("$value")
    else
      values+=("$value")
      if [[ -n $about ]]; then shown+=("$value  -- $about"); else shown+=("$value"); fi
    fi
  done
  (( $#folders )) && compadd -S '' -a folders
  (( $#values )) && compadd -l -d shown -a values
  (( $#folders + $#values ))
}
if [[ \${funcstack[1]} == _wct ]]; then
  _wct "$@"
else
  compdef _wct wct
fi
`;

const fish = `# Completion of wct for fish. Write it to ~/.config/fish/completions/wct.fish:
#   wct completion fish > ~/.config/fish/completions/wct.fish
function __wct_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    wct __complete fish -- $words[2..-1] "$current" 2>/dev/null
end
complete -c wct -f -a '(__wct_complete)'
`;

/**
 * The scripts that complete wct's command lines in a shell. They call wct itself, so that they need not be regenerated.
 */
export const completionScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
