import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { diffOf, jsonOf, pathText, shortOf } from '../words/diff.ts';
import { Copy } from './command.tsx';

const marks = { same: ' ', added: '+', removed: '−', folded: '⋯' } as const;
const said = { same: '', added: 'added: ', removed: 'removed: ', folded: '' } as const;

/** Shows how the JSON of a value became that of another one. */
export function JsonDiff({ before, after }: { readonly before?: unknown; readonly after?: unknown }): VNode {
  return (
    <pre class="diff" tabIndex={0} aria-label="Differences, line by line">
      {diffOf(before, after).map(({ is, text }, at) => (
        <span key={at} class={`diff-${is}`}>
          <i aria-hidden="true">{marks[is]}</i>
          <span class="unseen">{said[is]}</span>
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

/** Shows a value as JSON, with a button that copies it. */
export function Json({ value, label }: { readonly value: unknown; readonly label: string }): VNode {
  return <Text text={jsonOf(value)} label={label} />;
}

/** Shows a text as it is, with a button that copies it. */
export function Text({ text, label }: { readonly text: string; readonly label: string }): VNode {
  return (
    <div class="json">
      <Copy text={text} label={`Copy ${label}`} />
      <pre tabIndex={0} aria-label={label}>
        {text}
      </pre>
    </div>
  );
}

export interface ChangeProps {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly label?: 'changed-in-git' | 'drifted' | 'both' | 'differs';
  readonly note?: string;
  /** True: also a short value is shown as JSON. */
  readonly isRaw?: boolean;
}

const labels = {
  'changed-in-git': 'changed in Git',
  drifted: 'changed in AWS',
  both: 'changed in Git and in AWS',
  differs: 'differs',
} as const;

/** Shows one difference: where, from what, to what, and who made it. */
export function Change({ path, before, after, label, note, isRaw = false }: ChangeProps): VNode {
  const from = shortOf(before);
  const to = shortOf(after);
  const isShort = !isRaw && from !== undefined && to !== undefined;
  return (
    <div class="change">
      <p class="change-head">
        <code>{pathText(path)}</code>
        {label !== undefined && <span class="soft">{labels[label]}</span>}
        {isShort && (
          <span class="change-values">
            <del>
              <span class="unseen">from </span>
              <code>{from}</code>
            </del>{' '}
            <span aria-hidden="true">→</span>{' '}
            <ins>
              <span class="unseen">to </span>
              <code>{to}</code>
            </ins>
          </span>
        )}
      </p>
      {!isShort && <JsonDiff before={before} after={after} />}
      {note !== undefined && <p class="soft">{note}</p>}
    </div>
  );
}

/** Hides what most people do not need until somebody opens it. What is hidden is not drawn at all. */
export function Fold({
  title,
  isOpen = false,
  children,
}: {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: () => VNode;
}): VNode {
  const open = useSignal(isOpen);
  return (
    <details class="fold" open={open.value} onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{title}</summary>
      {open.value && children()}
    </details>
  );
}
