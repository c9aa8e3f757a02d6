import type { VNode } from 'preact';
import type { Finding } from '../../../server/types.ts';
import { askOf, verbOf, type Action } from '../../api/ask.ts';
import { Age } from '../../parts/age.tsx';
import { Command } from '../../parts/command.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { planPath, resourcePath } from '../../router.ts';
import { openConfirm } from '../../state/asking.ts';
import type { Tone } from '../../words/tones.ts';

const tones: Readonly<Record<Finding['severity'], Tone>> = {
  critical: 'danger',
  warning: 'waits',
  info: 'unknown',
};

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
  const [first] = actions;
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
        <p class="meta">
          <Pill tone={tone}>
            {severity === 'critical' && event !== 'deletion-near' ? `danger · ${words[event]}` : words[event]}
          </Pill>
          <span>
            since <Age at={since} is="length" />
          </span>
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
      <Actions finding={finding} />
    </li>
  );
}

function Actions({ finding }: { readonly finding: Finding }): VNode {
  const { actions, addresses, source, event } = finding;
  const [address] = addresses;
  const plan = actions.find((action) => action.plan !== undefined)?.plan;
  const needs = new Set(actions.filter(({ allowed }) => !allowed).map((action) => action.needs));
  return (
    <div class="finding-actions">
      {actions
        .filter(({ allowed }) => allowed)
        .map((action, index) => (
          <ActionButton key={action.is} action={action} finding={finding} isFirst={index === 0} />
        ))}
      {event === 'plan-waiting' && plan !== undefined ? (
        <a class="button" href={planPath(plan, source)}>
          Review
        </a>
      ) : (
        address !== undefined && (
          <a class="button" href={resourcePath(address, source)}>
            Details
          </a>
        )
      )}
      {needs.size > 0 && (
        <p class="soft">{[...needs].map((role) => `${article(role)} can act`).join('; ')}</p>
      )}
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

function article(role: Action['needs']): string {
  return `${/^[aeiou]/u.test(role) ? 'an' : 'a'} ${role}`;
}
