/**
 * Places the socket below the data directory. Gives it a directory of its own: others may have to read the data
 * directory.
 */
export function socketBelow(dataDirectory: string): string {
  return `${dataDirectory.replace(/\/+$/u, '')}/control/control.sock`;
}
