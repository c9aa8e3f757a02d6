# Sourced: `python_with FILE…` makes an environment of its own with exactly what these files pin, once for each
# content, and sets $python. Fails aloud without python3, venv or a package index. Lanes that run beside each other
# may ask for the same one: the second waits for the first (where there is flock).
python_with() {
  local home id
  command -v python3 >/dev/null || { echo "this lane needs python3 with venv and pip: there is no python3"; return 1; }
  id=$({ python3 --version; cat "$@"; } | sha256sum | cut -c1-16)
  home=$root/node_modules/.cache/python-$id
  python=$home/bin/python
  mkdir -p "$(dirname "$home")"
  (
    if command -v flock >/dev/null; then flock 9; fi
    make_python "$home" "$@"
  ) 9>"$home.lock"
}

make_python() {
  local home=$1
  shift
  [ -e "$home/complete" ] && return 0
  rm -rf "$home"
  python3 -m venv "$home" || { echo "this lane needs python3 with venv: see above"; return 1; }
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps $(printf -- '-r %s ' "$@") ||
    { echo "this lane needs pip and a package index that has what $* pin: see above"; return 1; }
  touch "$home/complete"
}

# `node_of ROOT`: the Node of this checkout, which runs TypeScript; else that of the machine.
node_of() {
  local own=$1/node_modules/.bin/node
  [ -x "$own" ] && echo "$own" || echo node
}

# `await_port PORT PID LOG`: until somebody listens, or the process ends, or 30 s are over.
await_port() {
  local tries
  for tries in $(seq 300); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  echo "nobody listens on port $1:"
  cat "$3"
  return 1
}

free_port() {
  "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
