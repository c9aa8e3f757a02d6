import { quotas, shared, sharedQuota } from './quotas.ts';
import type { SandboxRequest } from './request.ts';

export interface Throttle {
  /** True if AWS would take the request now; it then counts against the quota. */
  take(request: SandboxRequest, now: number): boolean;
}

/** Creates token buckets that hold one second's worth, as KMS's quotas are counted (the burst is a guess). */
export function createThrottle(): Throttle {
  const levels = new Map<string, { tokens: number; at: number }>();

  function level(name: string, quota: number, now: number): { tokens: number; at: number } {
    const held = levels.get(name) ?? { tokens: quota, at: now };
    const tokens = Math.min(quota, held.tokens + ((now - held.at) / 1000) * quota);
    const next = { tokens, at: now };
    levels.set(name, next);
    return next;
  }

  return {
    take(request, now) {
      const drawn = drawsOf(request).map(({ name, quota, cost }) => ({ at: level(name, quota, now), cost }));
      if (drawn.some(({ at, cost }) => at.tokens < cost)) return false;
      for (const { at, cost } of drawn) at.tokens -= cost;
      return true;
    },
  };
}

interface Draw {
  readonly name: string;
  readonly quota: number;
  readonly cost: number;
}

/** Returns the cost of a request, also in other Regions (KMS Developer Guide, request quotas, ReplicateKey). */
function drawsOf(request: SandboxRequest): readonly Draw[] {
  const { service, operation, account, region, input } = request;
  const name = `${service}:${operation}`;
  const bucket = shared[name];
  // IAM is one control plane for all Regions.
  const place = (at: string) => (service === 'iam' ? account : `${account}/${at}`);
  const quota = bucket === undefined ? quotas[name] : sharedQuota(bucket, region);
  if (quota === undefined) return [];
  const own: Draw = { name: `${place(region)}/${bucket ?? name}`, quota, cost: 1 };
  const replica = input['ReplicaRegion'];
  if (name === 'kms:ReplicateKey' && typeof replica === 'string') {
    return [own, { name: `${place(replica)}/kms:CreateKey`, quota: quotas['kms:CreateKey'] ?? 5, cost: 2 }];
  }
  const primary = input['PrimaryRegion'];
  if (name === 'kms:UpdatePrimaryRegion' && typeof primary === 'string') {
    return [own, { name: `${place(primary)}/${name}`, quota, cost: 1 }];
  }
  return [own];
}
