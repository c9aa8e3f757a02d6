import { listenAddressOf, localUrlOf } from '../../daemon/probe/address.ts';
import { second, type Duration } from '../../model/instant.ts';
import type { HttpClient } from '../../runtime/http-client.ts';
import type { Names } from '../../runtime/names.ts';
import type { Io } from '../io.ts';

/** An orchestrator asks every minute or so, and counts what takes longer as a failure. */
const patience: Duration = 5 * second;

/**
 * Asks the daemon of this machine at its probe address whether it is live: the health check of a container without curl.
 * Exit: 0 it is, 1 it is not, or nobody answers.
 */
export async function daemonHealth(
  probeAddress: string,
  { terminal, clock }: Pick<Io, 'terminal' | 'clock'>,
  { http, names }: { readonly http: HttpClient; readonly names: Names },
): Promise<number> {
  const url = localUrlOf(listenAddressOf(probeAddress), '/livez');
  const host = url.hostname.replaceAll(/[[\]]/gu, '');
  const late = new AbortController();
  const answered = new AbortController();
  void clock.sleep(patience, answered.signal).then(() => {
    late.abort();
  });
  try {
    const [address = host] = await names.addressesOf(host);
    const { status } = await http.send({ method: 'GET', url, address, headers: {}, signal: late.signal });
    terminal.out(status === 200 ? 'live\n' : `not live: ${url.href} returned ${String(status)}\n`);
    return status === 200 ? 0 : 1;
  } catch {
    terminal.out(`not live: no response at ${url.href}\n`);
    return 1;
  } finally {
    answered.abort();
  }
}
