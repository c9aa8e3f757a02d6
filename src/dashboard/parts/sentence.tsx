import type { VNode } from 'preact';
import { resourcePath } from '../router.ts';
import { withTimes } from '../words/age.ts';
import { piecesOf } from '../words/sentence.ts';

export interface SentenceProps {
  readonly text: string;
  readonly addresses?: readonly string[] | undefined;
  /** With a source, addresses lead to their resource. */
  readonly source?: string | undefined;
}

/** Shows a sentence with its names in monospace. Text of AWS and Git is only ever text here. */
export function Sentence({ text, addresses, source }: SentenceProps): VNode {
  return (
    <>
      {piecesOf(withTimes(text), addresses).map(({ is, text: piece }) => {
        if (is === 'words') return piece;
        if (is === 'name' || source === undefined) return <code>{piece}</code>;
        return (
          <a class="name" href={resourcePath(piece, source)}>
            <code>{piece}</code>
          </a>
        );
      })}
    </>
  );
}
