/** What of the environment decides where state is kept. */
export interface StateHome {
  readonly XDG_STATE_HOME?: string | undefined;
  readonly HOME?: string | undefined;
}

/**
 * Builds the path of the state directory of a stack. Takes `$XDG_STATE_HOME/keywright/<stack>-<uid>`, by default
 * below `$HOME/.local/state`. Counts a relative path as unset (XDG Base Directory Specification 0.8). Returns
 * undefined if neither is set: then a directory must be named.
 */
export function stateDirectory(stack: string, uid: string, home: StateHome): string | undefined {
  return below(stateFolder(home), encodeURIComponent(`${stack}-${uid}`));
}

/** Finds the folder below which Keywright keeps what it knows. */
export function stateFolder(home: StateHome): string | undefined {
  const base = absolute(home.XDG_STATE_HOME) ?? below(absolute(home.HOME), '.local/state');
  return below(base, 'keywright');
}

function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') === true ? path : undefined;
}

function below(base: string | undefined, path: string): string | undefined {
  return base === undefined ? undefined : `${base.replace(/\/+$/u, '')}/${path}`;
}
