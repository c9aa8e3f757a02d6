import { plural } from '../../model/plural.ts';

/** What one source may hold, wherever it is: far above what people write, far below what a machine cannot hold. */
export const maxFiles = 10_000;

/** Of all files together. */
export const maxBytes = 64 * 1024 * 1024;

export const tooManyFiles = `this directory contains more than ${plural(maxFiles, 'manifest')}`;
export const tooMuch = `the manifests exceed ${String(maxBytes / 1024 / 1024)} MiB together`;
export const noManifests = 'this directory contains no manifests (*.yaml, *.yml, *.json)';
export const oneEstate = 'pass the directory of one estate';

/** Returns true if a name is passed over: hidden entries and packages are no manifests. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

export function isNamedAsManifest(name: string): boolean {
  return /\.(?:ya?ml|json)$/u.test(name);
}
