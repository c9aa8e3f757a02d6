import { commands } from '../../src/cli/grammar/commands.ts';
import type { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../../src/cli/grammar/declaration.ts';
import { page, sentence, table } from './markdown.ts';

/** Makes docs/cli.md from the declarations of the help: every command with its options, examples and exit codes. */
export function cliPage(): string {
  const groups = Map.groupBy(commands, ({ group }) => group);
  return page([
    '# Command line',
    '<!-- Made by `npm run docs` from src/cli/grammar/. -->',
    'Without a command, `reconcile` plans like `reconcile plan`, and explains how to apply; only `reconcile apply` applies. Options may come before or after the command. `reconcile help COMMAND` prints the same as this page. `reconcile completion SHELL` completes commands in bash, zsh or fish.',
    ...[...groups].flatMap(([group, members]) => [
      `**${group}**`,
      members.map(({ name, summary }) => `- [${name}](#${name}): ${summary}`).join('\n'),
    ]),
    ...[...groups.values()].flat().map(chapter),
  ]);
}

function chapter({
  name,
  aliases = [],
  summary,
  details,
  arguments: words,
  options,
  examples,
  exits,
}: CommandDeclaration): string {
  const line = ['reconcile', name, ...(options.length > 0 ? ['[options]'] : []), ...words.map(termOf)];
  return [
    `## ${name}`,
    sentence(summary),
    ...(aliases.length === 0 ? [] : [`Also: ${aliases.map((one) => `\`reconcile ${one}\``).join(', ')}.`]),
    ...(details === undefined ? [] : [details]),
    `\`\`\`\n${line.join(' ')}\n\`\`\``,
    ...(words.length === 0
      ? []
      : [twoColumns(words.map((word) => [`\`${termOf(word)}\``, word.description]))]),
    ...(options.length === 0
      ? []
      : [twoColumns(options.map((option) => [`\`${option.flags}\``, said(option)]))]),
    `\`\`\`\n${examples.map((one) => `${one.line}  # ${one.does}`).join('\n')}\n\`\`\``,
    `Exit code: ${Object.entries(exits)
      .map(([code, meaning]) => `${code} ${meaning}`)
      .join(' · ')}`,
  ].join('\n\n');
}

function termOf(word: Argument): string {
  const name = `${word.name()}${word.variadic ? '...' : ''}`;
  return word.required ? `<${name}>` : `[${name}]`;
}

function said({ description, argChoices, defaultValueDescription }: Option): string {
  return [
    description,
    ...(argChoices === undefined ? [] : [`one of ${argChoices.map((one) => `\`${one}\``).join(', ')}`]),
    ...(defaultValueDescription === undefined ? [] : [`default: ${defaultValueDescription}`]),
  ].join('; ');
}

function twoColumns(rows: readonly (readonly string[])[]): string {
  return table(
    ['', ''],
    rows.map((row) => row.map(cell)),
  );
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
