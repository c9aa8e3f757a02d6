import type { VNode } from 'preact';
import type { Finding } from '../../../server/types.ts';
import { askOf, verbOf, type Action } from '../../api/ask.ts';
import { Age } from '../../parts/age.tsx';
import { Command } from '../../parts/command.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { planPath, resourcePath } from '../../router.ts';
import { openConfirm } from '../../state/asking.ts';
import { useOverview } from '../../state/overview.ts';
import { signedIn } from '../../state/session.ts';
import type { Tone } from '../../words/tones.ts';
import { approvalOf } from '../../words/approved.ts';
import { whoActs } from '../../words/who.ts';

const tones: Readonly<Record<Finding['severity'], Tone>> = {
  critical: 'danger',
  warning: 'waits',
  info: 'unknown',
};

/** Shown of a finding about many resources; the others are in the list of resources. */
const mostNamed = 5;

const words: Readonly<Record<Finding['event'], string>> = {
  'drift-opened': 'drift',
  'plan-waiting': 'waits for approval',
  blocked: 'blocked',
  degraded: 'degraded',
  'deletion-near': 'deletion',
  stale: 'unknown',
};

/** Shows one finding: a sentence, since when, who may act, and the button to act. */
export function FindingRow({ finding }: { readonly finding: Finding }): VNode {
  const { event, severity, since, title, text, addresses, actions, silenced, source } = finding;
  const tone = event === 'stale' ? 'unknown' : tones[severity];
  const approval = approvalOf(finding, useOverview().value.value?.items ?? []);
  const silence = actions.find(({ is, allowed }) => is === 'silence' && allowed);
  const others = actions.filter(({ is }) => is !== 'silence');
  const first = others.find(({ allowed }) => allowed) ?? others[0];
  return (
    <li class={`finding edge-${tone}`}>
      <div class="finding-text">
        <h3>
          <Sentence text={title} addresses={addresses} source={source} />
        </h3>
        {text !== '' && (
          <p class="soft">
            <Sentence text={text} addresses={addresses} source={source} />
          </p>
        )}
        {addresses.length > 1 && <Names addresses={addresses} source={source} />}
        <p class="meta">
          <Pill tone={tone}>{wordOf(finding)}</Pill>
          <span>
            since <Age at={since} is="length" />
          </span>
          {approval !== undefined && (
            <Pill tone="motion">approved by {approval.by.name}: runs in the next pass</Pill>
          )}
          {silence !== undefined && silenced === undefined && (
            <button type="button" class="text" onClick={() => openConfirm(askOf(silence, finding))}>
              Silence
              <span class="unseen">: {title}</span>
            </button>
          )}
          {silenced !== undefined && (
            <span title={silenced.note}>
              silenced by {silenced.by.name}, ends <Age at={silenced.until} is="until" />
            </span>
          )}
        </p>
        {first !== undefined && (
          <p class="meta">
            <Command text={first.command} />
          </p>
        )}
      </div>
      <Actions finding={finding} isApproved={approval !== undefined} />
    </li>
  );
}

/** Says the sort of a finding in a word or two. */
function wordOf({ event, severity, actions }: Finding): string {
  const waits = actions.find(({ is }) => is === 'approve');
  const word = waits === undefined ? words[event] : `waits for approval${listOf(waits.classes ?? [])}`;
  return severity === 'critical' ? `danger · ${word}` : word;
}

function listOf(classes: readonly string[]): string {
  return classes.length === 0 ? '' : ` · ${classes.join(', ')}`;
}

function Names({ addresses, source }: Pick<Finding, 'addresses' | 'source'>): VNode {
  const more = addresses.length - mostNamed;
  return (
    <p class="meta">
      {addresses.slice(0, mostNamed).map((address) => (
        <a key={address} class="name" href={resourcePath(address, source)}>
          <code>{address}</code>
        </a>
      ))}
      {more > 0 && <span>and {more} more</span>}
    </p>
  );
}

interface ActionsProps {
  readonly finding: Finding;
  readonly isApproved: boolean;
}

function Actions({ finding, isApproved }: ActionsProps): VNode {
  const { actions, addresses, source } = finding;
  const [address] = addresses;
  const plan = actions.find((action) => action.plan !== undefined)?.plan;
  const session = signedIn.value;
  const roles = new Set(session.is === 'in' ? session.session.bindings.map(({ role }) => role) : []);
  const others = whoActs(actions, roles);
  return (
    <div class="finding-actions">
      {actions
        .filter(({ allowed, is }) => allowed && is !== 'silence' && !(isApproved && is === 'approve'))
        .map((action, index) => (
          <ActionButton
            key={action.is}
            action={action}
            finding={finding}
            isFirst={index === 0 && !isApproved}
          />
        ))}
      {plan !== undefined ? (
        <a class="button" href={planPath(plan, source)}>
          Review
        </a>
      ) : (
        address !== undefined && (
          <a class="button" href={resourcePath(address, source)}>
            Details
            <span class="unseen">: {address}</span>
          </a>
        )
      )}
      {others !== undefined && <p class="soft">{others}</p>}
    </div>
  );
}

function ActionButton({
  action,
  finding,
  isFirst,
}: {
  readonly action: Action;
  readonly finding: Finding;
  readonly isFirst: boolean;
}): VNode {
  return (
    <button
      type="button"
      class={isFirst ? 'primary' : ''}
      onClick={() => openConfirm(askOf(action, finding))}
    >
      {verbOf(action)}
      <span class="unseen">: {finding.title}</span>
    </button>
  );
}
