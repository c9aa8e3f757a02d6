import { names } from '../shared/policy/gates.ts';
import type { Facet } from '../../model/kind/facet.ts';
import { segmentsOf } from '../../model/path.ts';
import { asText, byCodeUnit, isList, isMap, stableText, type Text, type Tree } from '../../model/tree.ts';
import { cloudtrail } from '../../aws/services/cloudtrail.ts';
import { trailTags } from '../shared/cloudtrail/tags.ts';
import { tagsFacet } from '../shared/tags.ts';
import { field } from '../shared/facet/field.ts';
import { put, turn } from '../shared/facet/put.ts';
import { whole } from '../shared/facet/whole.ts';
import { arnOf } from '../shared/cloudtrail/ids.ts';
import { insightOf, type TrailReads } from './reads.ts';
import { insightRules, isLoss, loggingRules, lostByHand, selectorRules, settingsRules } from './risks.ts';
import type { TrailSpecOf } from './schema.ts';
import { selectorsInput, wantedSelection } from './selectors.ts';
import { settingsInput, wantedSettings } from './settings.ts';
import { defer } from '../shared/states.ts';

type TrailFacet = Facet<TrailSpecOf, TrailReads>;

const settings: TrailFacet = whole({
  name: 'settings',
  path: '',
  about: 'The destination and protection of log files, and the scope of events.',
  read: 'trail',
  members: [
    'bucket',
    'prefix',
    'key',
    'multiRegion',
    'logFileValidation',
    'globalServiceEvents',
    'cloudWatchLogs',
    'snsTopic',
    'organization',
  ],
  want: wantedSettings,
  // What UpdateTrail leaves out stays as it is, empty text takes away (CloudTrail API, UpdateTrail).
  put: put(cloudtrail.updateTrail, ({ at, changes, target }) => {
    const names = new Set(changes.map(({ path }) => segmentsOf(path)[0] ?? ''));
    const fields = Object.entries(isMap(target) ? target : {}).filter(([name]) => names.has(name));
    return { Name: arnOf(at), ...settingsInput(Object.fromEntries(fields)) };
  }),
  half: (change) => (isLoss(change) ? 'contract' : 'expand'),
  gates: settingsRules,
  ungated: [names('/name')],
});

const selectors: TrailFacet = whole({
  path: '',
  about: 'The logged events. One call replaces all selectors.',
  read: 'selectors',
  members: ['eventSelectors', 'advancedEventSelectors'],
  want: ({ spec }) => wantedSelection(spec),
  // Replaces all; a change between basic and advanced ones is one call too.
  put: put(cloudtrail.putEventSelectors, ({ at, target }) => ({
    TrailName: arnOf(at),
    ...selectorsInput(target),
  })),
  gates: selectorRules,
  harm: lostByHand,
  alternatives: ['/eventSelectors', '/advancedEventSelectors'],
});

const insights: TrailFacet = field({
  name: 'insights',
  path: '/insightSelectors',
  about: 'The logged unusual activity.',
  read: 'insights',
  want: ({ spec }) => wantedInsights(spec),
  put: put(cloudtrail.putInsightSelectors, ({ at, target }) => ({
    TrailName: arnOf(at),
    InsightSelectors: (isList(target) ? target : []).map(insightInput),
  })),
  gates: insightRules,
  // Insights are refused where the management events that they watch are not logged.
  after: ['selectors'],
});

function wantedInsights({ insightSelectors }: TrailSpecOf): Tree | undefined {
  if (insightSelectors === undefined) return undefined;
  return (insightSelectors ?? [])
    .map((one) => insightOf(one.insightType, one.eventCategories))
    .toSorted((a, b) => byCodeUnit(stableText(a), stableText(b)));
}

/** Categories are younger than the call: they are sent only where they say something. */
function insightInput(insight: Tree): {
  readonly InsightType: Text;
  readonly EventCategories?: readonly Text[];
} {
  const { insightType = '', eventCategories = [] } = isMap(insight) ? insight : {};
  const usual =
    isList(eventCategories) && eventCategories.length === 1 && eventCategories[0] === 'Management';
  return {
    InsightType: asText(insightType),
    ...(usual || !isList(eventCategories) ? {} : { EventCategories: eventCategories.map(asText) }),
  };
}

const tags: TrailFacet = tagsFacet(trailTags);

/**
 * Does not wait for the selectors: a trail logs all management events until they are written (CloudTrail API,
 * PutEventSelectors), and one whose selectors are refused or wait for a person must record nevertheless.
 */
const logging: TrailFacet = field({
  path: '/logging',
  about: 'Whether the trail is logging, and not through selectors that match nothing.',
  read: 'status',
  look: 'fast',
  seen: ({ status }) => status?.isLogging,
  put: turn(cloudtrail.startLogging, cloudtrail.stopLogging, ({ at }) => ({ Name: arnOf(at) })),
  half: ({ after }) => (after === false ? 'contract' : 'expand'),
  gates: loggingRules,
  after: ['settings'],
  records: true,
});

/** A rename: once the trail under the new name records, the one under the old name goes (design §4). */
const former: TrailFacet = field({
  name: 'former',
  path: '/formerName',
  paths: [],
  about: 'After a rename: the trail with the old name is deleted once the new one is logging.',
  read: 'former',
  want: () => [],
  half: () => 'contract',
  legal(state, { spec }) {
    if (spec.logging === undefined && state !== 'logging') {
      const why =
        'the trail with the old name stays until this one is logging: set logging: true, or start it';
      return defer('not-recording', why);
    }
    return { is: 'after', facets: ['settings', 'selectors', 'insights', 'tags', 'logging'] };
  },
  put: {
    calls: [cloudtrail.deleteTrail.op],
    write: ({ at, reads }) =>
      (reads.former ?? []).map((arn) => cloudtrail.deleteTrail(at.place, { Name: arn })),
  },
  approval: 'deleting it (delete)',
  risk: (_changes, _at, reads) => [
    {
      class: 'delete',
      message: `${(reads.former ?? []).join(', ')} , the earlier trail of this address, is deleted; its log files stay`,
    },
  ],
});

/** In the order in which they may be written. */
export const trailFacets: readonly TrailFacet[] = [settings, selectors, insights, tags, logging, former];
