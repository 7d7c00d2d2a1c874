# What zsh completes: zsh -f complete.zsh <completion> <folder for its files> <line>. One word a line.
zmodload zsh/zpty
export COMPLETIONS=$1 SEEN=$2/seen DUMP=$2/dump LINE=$3
: > $SEEN
zpty shell zsh -f -i
zpty -w shell '
autoload -Uz compinit && compinit -u -d $DUMP
source $COMPLETIONS
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-[OAD]\ * ]]; then builtin compadd "$@"; return; fi
  local -a matches
  builtin compadd -A matches "$@"
  print -l -- $matches >> $SEEN
  builtin compadd "$@"
}
ended() { zle complete-word; print "(end)" >> $SEEN }
zle -N ended
bindkey "^T" ended
print ready > $SEEN.ready'
for i in {1..300}; do [[ -s $SEEN.ready ]] && break; sleep 0.1; done
zpty -w -n shell "$LINE"$'\024'
for i in {1..300}; do [[ $(<$SEEN) == *"(end)"* ]] && break; sleep 0.1; done
print -r -- "$(<$SEEN)"
zpty -d shell
