import fc from 'fast-check';
import process from 'node:process';

/**
 * Gives every property the same examples in each run of one commit in CI, so that a red run is due to the commit.
 * Elsewhere fast-check draws a new seed each time: a counterexample prints its seed, and becomes a row of a table.
 */
const wanted = process.env['PROPERTY_SEED'] ?? (process.env['CI'] === undefined ? undefined : '20261130');
if (wanted !== undefined) {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
}
