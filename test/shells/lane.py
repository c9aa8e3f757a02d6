"""The completions in the shells they are for: `lane.py REPOSITORY NODE`. Ends with "N passed, N failed".

bash is asked through its completion variables, fish through `complete -C`, zsh on a terminal with the Tab key.
"""

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = [
    ("a command", "reconcile pla", {"plan"}, set()),
    ("an option of this command", "reconcile plan --tar", {"--target"}, set()),
    ("none of another command", "reconcile validate --", {"--output"}, {"--target"}),
    ("a choice", "reconcile plan --calls f", {"full"}, set()),
    ("a format, after its short name", "reconcile validate -o js", {"json"}, set()),
    ("an address of the manifests", "reconcile plan --target Key/b", {"Key/backups"}, {"Key/audit-log"}),
    ("a shell", "reconcile completion fi", {"fish"}, set()),
    ("an option without a command", "reconcile --tar", {"--target"}, set()),
    ("a path", "reconcile plan manifests/app", {"manifests/application.yaml"}, set()),
]


def bash(script, line, folder, environment):
    words = line.split(" ")
    asked = (
        f"source {script}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _reconcile 2>/dev/null; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    ended = subprocess.run(["bash", "-c", asked], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    return set(ended.stdout.split("\n"))


def fish(script, line, folder, environment):
    asked = ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"]
    ended = subprocess.run(asked, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    return {row.split("\t")[0] for row in ended.stdout.split("\n")}


def zsh(script, line, folder, environment):
    """What stands on the terminal after Tab: the completed line, or the list of what is possible."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**environment, "TERM": "dumb", "PS1": "> "})
    try:
        said(terminal, ">", 10)
        os.write(terminal, f"autoload -U compinit; compinit -u -D; setopt noautomenu; source {script}; echo rea''dy\n".encode())
        said(terminal, "ready", 20)
        os.write(terminal, line.encode() + b"\t")
        shown = said(terminal, None, 2)
        if shown.strip() == line:
            os.write(terminal, b"\t")
            shown += said(terminal, None, 2)
        return set(re.split(r"[\s\x07\x08]+", shown))
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)


def said(terminal, until, seconds):
    """Reads until the text comes, or, without one, until nothing has come for a while."""
    text = ""
    end = time.monotonic() + (seconds if until else 30)
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], seconds)
        if not ready:
            break
        try:
            text += os.read(terminal, 65536).decode(errors="replace")
        except OSError:
            break
        if until and until in text:
            break
    return text


def main(repository, node):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "bin" / "reconcile"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{node}" "{repository}/bin/reconcile.js" "$@"\n')
        program.chmod(0o755)
        environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": folder}
        for shell in (bash, zsh, fish):
            name = shell.__name__
            script = Path(folder) / f"completion.{name}"
            script.write_bytes(subprocess.run([program, "completion", name], check=True, capture_output=True).stdout)
            checked = subprocess.run([name, "-n", script], capture_output=True, text=True, timeout=60)
            for why, line, offered, not_offered in [("the script can be read", "", set(), set()), *ROWS]:
                found = {one.removesuffix("=") for one in shell(script, line, repository, environment)} if line else set()
                good = checked.returncode == 0 and offered <= found and not (not_offered & found)
                passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
                if not good:
                    print(f"FAILED  {name}: {why}: {line!r}: {sorted(found)[:40]} {checked.stderr}")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
