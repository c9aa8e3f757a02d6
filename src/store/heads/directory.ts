import type { HeadSink } from '../../model/history.ts';
import type { StackId } from '../../model/resource.ts';
import type { Files } from '../../runtime/files.ts';
import { folderOf, headIn, headText } from './head-line.ts';

/** Appends heads to a file of a directory, which should be on another machine and only append. */
export function directorySink(
  files: Pick<Files, 'read' | 'append'>,
  directory: string,
  stack: StackId,
): HeadSink {
  const file = `${directory}/${folderOf(stack)}.jsonl`;
  return {
    name: file,
    write: (head, at) => files.append(file, headText(stack, head, at)),
    last: async () =>
      ((await files.read(file)) ?? '')
        .split('\n')
        .map(headIn)
        .findLast((head) => head !== undefined),
  };
}
