import { names } from '../shared/policy/gates.ts';
import { minute } from '../../model/instant.ts';
import type { Facet, Legality } from '../../model/kind.ts';
import { segmentsOf } from '../../model/path.ts';
import { asText, byCodeUnit, isList, isMap, stableText, type Text, type Tree } from '../../model/tree.ts';
import { cloudtrail } from '../../aws/services/cloudtrail.ts';
import { trailTags } from '../shared/cloudtrail/tags.ts';
import { tagsFacet } from '../shared/tags.ts';
import { gatedBy } from '../shared/policy/risk-rules.ts';
import { arnOf } from '../shared/cloudtrail/ids.ts';
import { insightOf, type TrailReads } from './reads.ts';
import { insightRules, isLoss, loggingRules, selectorRules, settingsRules } from './risks.ts';
import type { TrailSpecOf } from './schema.ts';
import { selectorsInput, wantedSelection } from './selectors.ts';
import { settingsInput, wantedSettings } from './settings.ts';

type TrailFacet = Facet<TrailSpecOf, TrailReads>;

const now: Legality = { is: 'now' };

const confirm = { equalReads: 2, withinMs: 2 * minute };

const settings: TrailFacet = {
  name: 'settings',
  about: 'Where log files go, how they are protected and whose events are logged.',
  root: '',
  paths: [
    '/name',
    '/bucket',
    '/prefix',
    '/key',
    '/multiRegion',
    '/logFileValidation',
    '/globalServiceEvents',
    '/cloudWatchLogs',
    '/snsTopic',
    '/organization',
  ],
  reads: ['trail'],
  compare: 'tree',
  want: (at) => wantedSettings(at),
  seen: ({ trail }) => (trail === undefined ? undefined : { ...trail }),
  half: (change) => (isLoss(change) ? 'contract' : 'expand'),
  legal: () => now,
  calls: ['cloudtrail:UpdateTrail'],
  // What UpdateTrail leaves out stays as it is, empty text takes away (CloudTrail API, UpdateTrail).
  write({ at, changes, target }) {
    const names = new Set(changes.map(({ path }) => segmentsOf(path)[0] ?? ''));
    const fields = Object.entries(isMap(target) ? target : {}).filter(([name]) => names.has(name));
    const input = settingsInput(Object.fromEntries(fields));
    return [cloudtrail.updateTrail(at.place, { Name: arnOf(at), ...input })];
  },
  confirm,
  ...gatedBy(settingsRules),
  ungated: [names('/name')],
  repair: () => 'protective',
};

const selectors: TrailFacet = {
  name: 'selectors',
  about: 'Which events are logged; one call replaces all selectors.',
  root: '',
  paths: ['/eventSelectors', '/advancedEventSelectors'],
  alternatives: ['/eventSelectors', '/advancedEventSelectors'],
  reads: ['selectors'],
  compare: 'tree',
  want: ({ spec }) => wantedSelection(spec),
  seen: (reads) => reads.selectors,
  half: () => 'expand',
  legal: () => now,
  calls: ['cloudtrail:PutEventSelectors'],
  // Replaces all; a change between basic and advanced ones is one call too.
  write: ({ at, target }) => [
    cloudtrail.putEventSelectors(at.place, { TrailName: arnOf(at), ...selectorsInput(target) }),
  ],
  confirm,
  ...gatedBy(selectorRules),
  repair: () => 'protective',
};

const insights: TrailFacet = {
  name: 'insights',
  about: 'Unusual activity that is logged.',
  root: '/insightSelectors',
  paths: ['/insightSelectors'],
  reads: ['insights'],
  compare: 'tree',
  want: ({ spec }) => wantedInsights(spec),
  seen: (reads) => reads.insights,
  half: () => 'expand',
  // Insights are refused where the management events that they watch are not logged.
  legal: () => ({ is: 'after', facets: ['selectors'] }),
  calls: ['cloudtrail:PutInsightSelectors'],
  write: ({ at, target }) => [
    cloudtrail.putInsightSelectors(at.place, {
      TrailName: arnOf(at),
      InsightSelectors: (isList(target) ? target : []).map(insightInput),
    }),
  ],
  confirm,
  ...gatedBy(insightRules),
  repair: () => 'protective',
};

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

/** Last: nothing may be missed because recording began before it was said what to record. */
const logging: TrailFacet = {
  name: 'logging',
  about: 'Whether the trail records; written last, so that nothing is missed.',
  root: '/logging',
  paths: ['/logging'],
  reads: ['status'],
  compare: 'tree',
  want: ({ spec }) => spec.logging,
  seen: ({ status }) => status?.isLogging,
  half: ({ after }) => (after === false ? 'contract' : 'expand'),
  legal: () => ({ is: 'after', facets: ['settings', 'selectors', 'insights'] }),
  calls: ['cloudtrail:StartLogging', 'cloudtrail:StopLogging'],
  write: ({ at, target }) => [
    cloudtrail[target === true ? 'startLogging' : 'stopLogging'](at.place, {
      Name: arnOf(at),
    }),
  ],
  confirm,
  ...gatedBy(loggingRules),
  repair: () => 'protective',
  records: true,
};

/** A rename: once the trail under the new name records, the one under the old name goes (design §4). */
const former: TrailFacet = {
  name: 'former',
  about: 'After a rename: the trail under its former name is deleted once the new one records.',
  root: '/formerName',
  paths: [],
  reads: ['former'],
  compare: 'tree',
  want: () => [],
  seen: (reads) => reads.former,
  half: () => 'contract',
  legal(state, { spec }) {
    if (spec.logging === undefined && state !== 'logging') {
      const why = 'the trail under its old name stays until this one records: say logging: true, or start it';
      return { is: 'defer', reason: 'not-recording', why };
    }
    return { is: 'after', facets: ['settings', 'selectors', 'insights', 'tags', 'logging'] };
  },
  calls: ['cloudtrail:DeleteTrail'],
  write: ({ at, reads }) =>
    (reads.former ?? []).map((arn) => cloudtrail.deleteTrail(at.place, { Name: arn })),
  confirm,
  approval: 'deleting it (delete)',
  risk: (_changes, _at, reads) => [
    {
      class: 'delete',
      message: `${(reads.former ?? []).join(', ')} is deleted, which had this address before; its log files stay`,
    },
  ],
  repair: () => 'protective',
};

/** In the order in which they may be written: what to record, then recording (CloudTrail User Guide). */
export const trailFacets: readonly TrailFacet[] = [settings, selectors, insights, tags, logging, former];
