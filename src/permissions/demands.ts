import type { Service } from '../model/call.ts';
import type { Demand, DemandContext, Sample } from './demand.ts';
import { kmsDemands } from './kms.ts';
import { cloudtrailDemands, iamDemands, s3Demands, taggingDemands } from './others.ts';

const services: Readonly<Record<Service, (sample: Sample, context: DemandContext) => readonly Demand[]>> = {
  kms: kmsDemands,
  s3: s3Demands,
  cloudtrail: cloudtrailDemands,
  iam: iamDemands,
  tagging: taggingDemands,
  // GetCallerIdentity needs none, and AssumeRole is asked of whoever runs Keywright.
  sts: () => [],
};

/** Lists what a call asks of IAM, scoped by its input as far as that is known. */
export function demandsOf(sample: Sample, context: DemandContext): readonly Demand[] {
  const service = sample.op.slice(0, sample.op.indexOf(':')) as Service;
  return services[service](sample, context);
}
