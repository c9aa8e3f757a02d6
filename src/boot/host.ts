import type { SdkOptions } from '../aws/sdk/transport.ts';
import type { Clock } from '../model/clock.ts';
import type { Entropy } from '../runtime/entropy.ts';
import type { Environment } from '../runtime/environment.ts';
import type { Files } from '../runtime/files.ts';
import type { Randoms } from '../runtime/random.ts';

/** What the parts are joined from: a test hands in its own. */
export interface Host {
  readonly environment: Environment;
  readonly files: Files;
  readonly clock: Clock;
  readonly randoms: Randoms;
  readonly entropy: Entropy;
  /** Below the AWS SDK, in place of the network and of the credentials of this machine. */
  readonly below?: Pick<SdkOptions, 'handler' | 'hold' | 'credentials'>;
}
