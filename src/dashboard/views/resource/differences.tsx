import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ResourcePage } from '../../../server/types.ts';
import { Change, Fold, JsonDiff } from '../../parts/diff.tsx';
import { Empty } from '../../parts/answer.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import { pathText } from '../../words/diff.ts';
import { counted } from '../../words/sentence.ts';
import type { Tone } from '../../words/tones.ts';

type Policy = ResourcePage['policies'][number];
type Statement = Policy['statements'][number];

/** Shows what is not as declared: policies by statement, other fields by path. */
export function Differences({ resource }: { readonly resource: ResourcePage }): VNode {
  const { differences, policies, row } = resource;
  const isRaw = useSignal(false);
  const fields = differences.filter(({ path }) => !policies.some((policy) => isBelow(path, policy.path)));
  if (differences.length === 0 && policies.length === 0)
    return row.sync === 'Unknown' ? (
      <></>
    ) : (
      <section aria-label="Differences">
        <Empty title={row.sync === 'InSync' ? 'AWS holds what the manifest declares' : 'No field differs'} />
      </section>
    );
  return (
    <section aria-labelledby="differences-title">
      <h2 id="differences-title" class="with-choice">
        Differences <span class="soft">from what is declared</span>
        <span class="choice" role="group" aria-label="How differences are shown">
          {(['Readable', 'JSON'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={isRaw.value === (one === 'JSON')}
              onClick={() => (isRaw.value = one === 'JSON')}
            >
              {one}
            </button>
          ))}
        </span>
      </h2>
      <div class="list differences">
        {policies.map((policy) =>
          isRaw.value ? (
            <RawPolicy key={policy.path} policy={policy} />
          ) : (
            <Statements key={policy.path} policy={policy} />
          ),
        )}
        {fields.map(({ path, before, after, label, note }) => (
          // A difference of the page is between what is in AWS and what is declared: never a plan's.
          <Change
            key={path}
            path={path}
            before={before}
            after={after}
            isRaw={isRaw.value}
            {...(label === undefined ? {} : { label })}
            {...(note === undefined ? {} : { note })}
          />
        ))}
      </div>
    </section>
  );
}

function isBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}

function RawPolicy({ policy: { path, statements } }: { readonly policy: Policy }): VNode {
  const all = (of: 'before' | 'after'): readonly unknown[] =>
    statements.flatMap((statement) => (statement[of] === undefined ? [] : [statement[of]]));
  return (
    <div class="change">
      <p class="change-head">
        <code>{pathText(path)}</code>
      </p>
      <JsonDiff before={{ Statement: all('before') }} after={{ Statement: all('after') }} />
    </div>
  );
}

const marks: Readonly<Record<Statement['symbol'], readonly [string, Tone]>> = {
  '+': ['missing in AWS', 'waits'],
  '~': ['changed', 'waits'],
  '-': ['only in AWS', 'danger'],
  ' ': ['as declared', 'done'],
};

function Statements({ policy: { path, statements } }: { readonly policy: Policy }): VNode {
  const differing = statements.filter(({ symbol }) => symbol !== ' ');
  const same = statements.filter(({ symbol }) => symbol === ' ');
  return (
    <div class="change">
      <p class="change-head">
        <code>{pathText(path)}</code>
      </p>
      {differing.map((statement, at) => (
        <OneStatement key={at} statement={statement} />
      ))}
      {same.length > 0 && (
        <Fold title={`${counted(same.length, 'statement')} as declared`}>
          {() => (
            <>
              {same.map((statement, at) => (
                <OneStatement key={at} statement={statement} />
              ))}
            </>
          )}
        </Fold>
      )}
    </div>
  );
}

function OneStatement({ statement }: { readonly statement: Statement }): VNode {
  const { sid, symbol, says, before, after } = statement;
  const [word, tone] = marks[symbol];
  return (
    <div class={`statement edge-${tone}`}>
      <p>
        <Pill tone={tone}>{word}</Pill> {sid !== undefined && <code>{sid}</code>}
      </p>
      <p>
        <Sentence text={says} />
      </p>
      <Fold title="JSON" isOpen={symbol === '~'}>
        {() => <JsonDiff before={before} after={after} />}
      </Fold>
    </div>
  );
}
