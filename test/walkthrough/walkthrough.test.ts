import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { day, type Instant } from '../../src/model/instant.ts';
import { createDesk, morning, type Desk } from '../e2e/desk.test-helper.ts';
import { awsRequest, wordsOf } from './aws-words.ts';
import { changed, markdownOf, partsOf, type Part } from './document.ts';

const document = join(import.meta.dirname, '../../docs/walkthrough.md');
const world = 'aws';

/** When it is, and how often each line was run before. */
interface Day {
  readonly now: Instant;
  readonly times: ReadonlyMap<string, number>;
}

/** Runs one command line of the document at the desk; gives what it says, as a terminal shows it. */
async function said(line: string, desk: Desk, { now, times }: Day): Promise<string> {
  const [program, ...words] = wordsOf(line);
  if (program === 'rm') {
    for (const file of words) await desk.disk.files.remove(file);
    return '';
  }
  if (program === 'cat') return (await desk.disk.files.read(words[0] ?? '')) ?? '';
  if (program === 'aws') {
    const { query, ...request } = awsRequest(line);
    const answer = await desk.raw(world, request, now);
    if (answer.is === 'error') return `An error occurred (${answer.name}): ${answer.message}\n`;
    return query === undefined ? '' : `${valueAt(answer.output, query)}\n`;
  }
  if (program !== 'reconcile') throw new Error(`the document runs ${line}`);
  // The seed is of the line: another task before this one does not change the ids that AWS assigns here.
  const seed = `walkthrough ${line} ${times.get(line) ?? 0}`;
  const variables = { NO_COLOR: '1', TERM: 'dumb', CI: 'true' };
  const { exit, both } = await desk.runWith({ typed: ['yes', 'yes'], seed, variables, now }, ...words);
  return exit === 0 ? both : `${both}# exit code ${exit}\n`;
}

function valueAt(output: unknown, query: string): string {
  const value = query
    .split('.')
    .reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | undefined)?.[name], output);
  return String(value);
}

/** Replays the document in its order, on one desk and one embedded AWS. */
async function replayed(parts: readonly Part[]): Promise<readonly Part[]> {
  const desk = createDesk({ files: {} });
  const times = new Map<string, number>();
  let now = morning;
  const result: Part[] = [];
  for (const part of parts) {
    switch (part.is) {
      case 'prose':
        result.push(part);
        break;
      case 'file':
        await desk.disk.files.write(part.name, part.text);
        result.push(part);
        break;
      case 'change': {
        const text = (await desk.disk.files.read(part.name)) ?? '';
        await desk.disk.files.write(part.name, changed(text, part.name, part.lines));
        result.push(part);
        break;
      }
      case 'console': {
        const runs: { readonly line: string; readonly output: string }[] = [];
        for (const { line } of part.runs) {
          times.set(line, (times.get(line) ?? 0) + 1);
          const days = Number(/^sleep (\d+)d$/u.exec(line)?.[1] ?? 0);
          now += days * day;
          runs.push({ line, output: days > 0 ? '' : await said(line, desk, { now, times }) });
        }
        result.push({ is: 'console', runs });
      }
    }
  }
  return result;
}

it('shows in every task of the walkthrough what the command prints', async () => {
  const text = readFileSync(document, 'utf8');
  const again = markdownOf(await replayed(partsOf(text)));
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(document, again);
  else expect(again).toBe(text);
  // What is done by hand works; what Keywright says of it is the lesson.
  expect(again).not.toContain('An error occurred');
});

it('lists at least thirty tasks in its contents, each with its own command', () => {
  const text = readFileSync(document, 'utf8');
  const tasks = text.split(/^### (?=\d+\. )/mu).slice(1);
  expect(tasks.length).toBeGreaterThanOrEqual(30);
  expect(tasks.filter((task) => !task.includes('\n$ ')).map((task) => task.split('\n', 1))).toEqual([]);
});
