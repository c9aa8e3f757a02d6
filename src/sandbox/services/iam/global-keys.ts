import type { Context } from '../../operation.ts';
import type { Caller } from './caller.ts';
import type { Keys } from './variables.ts';

const principalTypes = { root: 'Account', role: 'AssumedRole', user: 'User', service: 'Service' } as const;

/**
 * Builds the global condition keys of the caller and the request (IAM User Guide, global condition context keys).
 * Some are absent, as in AWS for such a request. The organization's are absent because this world has none. Only a
 * service sends `aws:SourceArn` and `aws:SourceAccount`. MFA is absent because these credentials are long-term.
 */
export function callerKeys({ request, now }: Context, caller: Caller): Keys {
  const isService = caller.type === 'service';
  const { record } = caller;
  return {
    'aws:principalarn': caller.principalArn,
    'aws:principalaccount': caller.account === '' ? undefined : caller.account,
    'aws:principaltype': principalTypes[caller.type],
    'aws:userid': record?.uniqueId ?? (caller.type === 'root' ? caller.account : undefined),
    'aws:username': caller.type === 'user' ? record?.name : undefined,
    'aws:requestedregion': request.region,
    'aws:securetransport': 'true',
    // A guess: whoever calls is on this machine.
    'aws:sourceip': isService ? undefined : '127.0.0.1',
    'aws:currenttime': new Date(now).toISOString(),
    'aws:epochtime': String(Math.floor(now / 1000)),
    'aws:principalisawsservice': String(isService),
    'aws:viaawsservice': 'false',
  };
}
