import type { VNode } from 'preact';
import type { ResourcePage } from '../../server/types.ts';
import { reads } from '../api/reads.ts';
import { Answer, Skeleton } from '../parts/answer.tsx';
import { chosenSource } from '../state/location.ts';
import { useRead } from '../state/read.ts';
import { FindingRow } from './now/finding.tsx';
import { Differences } from './resource/differences.tsx';
import { Facts } from './resource/facts.tsx';
import { Head } from './resource/head.tsx';
import { Past } from './resource/past.tsx';
import { Planned } from './resource/planned.tsx';

/** Shows everything that is known of one resource: what is wrong comes first. */
export function ResourceView({ address }: { readonly address: string }): VNode {
  const known = useRead(reads.resource(address, { source: chosenSource.value })).value;
  return (
    <>
      {known.value === undefined && (
        <h1>
          <code>{address}</code>
        </h1>
      )}
      <Answer known={known} skeleton={<Skeleton rows={4} />}>
        {(resource) => <Whole resource={resource} />}
      </Answer>
    </>
  );
}

function Whole({ resource }: { readonly resource: ResourcePage }): VNode {
  // What waits for approval stands below, step by step: the finding would approve steps of other resources too.
  const findings = resource.findings.filter(
    ({ event }) => event !== 'plan-waiting' || resource.section === undefined,
  );
  return (
    <>
      <Head resource={resource} />
      <div class="columns resource-columns">
        <div class="resource-main">
          {findings.length > 0 && (
            <section aria-labelledby="findings-title">
              <h2 id="findings-title">Needs attention</h2>
              <ul class="list findings">
                {findings.map((finding) => (
                  <FindingRow key={finding.key} finding={finding} />
                ))}
              </ul>
            </section>
          )}
          <Differences resource={resource} />
          <Planned resource={resource} />
          <Past resource={resource} />
        </div>
        <Facts resource={resource} />
      </div>
    </>
  );
}
