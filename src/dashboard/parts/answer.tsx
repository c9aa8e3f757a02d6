import type { ComponentChildren, VNode } from 'preact';
import { failureWords } from '../api/failure.ts';
import type { Failure } from '../api/client.ts';
import type { Known } from '../api/reader.ts';
import { exactly } from './age.tsx';
import { Icon } from './icon.tsx';
import { Age } from './age.tsx';

export interface AnswerProps<T> {
  readonly known: Known<T>;
  /** What stands there while nothing is known yet: the shape of what comes. */
  readonly skeleton?: ComponentChildren;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows an answer of the API. What is known stays in sight when the daemon is away, with its age. */
export function Answer<T>({ known, skeleton = <Skeleton rows={3} />, children }: AnswerProps<T>): VNode {
  const { value, failure, at } = known;
  if (value === undefined) return failure === undefined ? <>{skeleton}</> : <FailureBox failure={failure} />;
  return (
    <>
      {failure !== undefined && at !== undefined && (
        <p class="note tone-waits" title={exactly(new Date(at).toISOString())}>
          {failureWords(failure).title}. This is from <Age at={new Date(at).toISOString()} />.
        </p>
      )}
      {children(value)}
    </>
  );
}

/** Shows a failure: what is wrong, and what helps. */
export function FailureBox({ failure }: { readonly failure: Failure }): VNode {
  const { title, text, hint } = failureWords(failure);
  return (
    <div class="empty tone-danger" role="alert">
      <Icon is="alert" />
      <strong>{title}</strong>
      <p>{text}</p>
      {hint !== undefined && <p>{hint}</p>}
    </div>
  );
}

/** Stands for rows that are on their way. */
export function Skeleton({ rows }: { readonly rows: number }): VNode {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  );
}

/** Says calmly that there is nothing. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): VNode {
  return (
    <div class="empty">
      <Icon is="calm" />
      <strong>{title}</strong>
      {children}
    </div>
  );
}
