/** Closes every way by which git takes settings, programs or objects from its surroundings. */
export const nothingElse: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
};

/** What holds for every run. A transport, and what goes with it, is opened for a fetch alone. */
export const always: Readonly<Record<string, string>> = {
  'protocol.allow': 'never',
  'core.hooksPath': '/dev/null',
  'core.attributesFile': '/dev/null',
  'core.fsmonitor': 'false',
  'core.askPass': '',
  'credential.helper': '',
  'credential.interactive': 'false',
  'transfer.fsckObjects': 'true',
  'fetch.fsckObjects': 'true',
  'fetch.recurseSubmodules': 'false',
  // One pack a fetch: then the bound on the size of a file bounds all that a fetch writes.
  'fetch.unpackLimit': '1',
  'transfer.bundleURI': 'false',
  'submodule.recurse': 'false',
  'gc.auto': '0',
  'gc.autoDetach': 'false',
  'maintenance.auto': 'false',
  // Memory rather than time: a fetch stands beside the daemon.
  'pack.threads': '1',
  'core.bigFileThreshold': '8m',
  'http.followRedirects': 'false',
  'http.sslVerify': 'true',
  'http.proxy': '',
  'http.delegation': 'none',
  'http.lowSpeedLimit': '1000',
  'http.lowSpeedTime': '30',
  // Signatures of commits are those of ssh. The other programs are not run for what a commit brings.
  'gpg.format': 'ssh',
  'gpg.program': 'false',
  'gpg.openpgp.program': 'false',
  'gpg.x509.program': 'false',
  'gpg.minTrustLevel': 'fully',
};

/** Passes settings as variables: a command line can be read by every process of the machine. */
export function configured(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(settings);
  return {
    GIT_CONFIG_COUNT: String(entries.length),
    ...Object.fromEntries(
      entries.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${String(index)}`, key],
        [`GIT_CONFIG_VALUE_${String(index)}`, value],
      ]),
    ),
  };
}
