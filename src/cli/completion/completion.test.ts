import { expect, it } from 'vitest';
import { commands } from '../grammar/commands.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { shellCommands } from './words.ts';
import { zshCompletion } from './zsh.ts';

// Whether the shells understand them is tried in the shells: scripts/lanes/shells.sh.

it('the names of an option are told apart from the name of its value', () => {
  const { named, usual } = shellCommands();
  const options = named.flatMap((command) => command.options);
  expect(options.find(({ names }) => names.includes('--output'))?.names).toEqual(['-o', '--output']);
  expect(options.find(({ names }) => names.includes('--sandbox'))?.value?.joined).toBe(true);
  expect(options.find(({ names }) => names.includes('--yes'))?.value).toBeUndefined();
  expect(options.find(({ names }) => names.includes('--no-color'))?.value).toBeUndefined();
  expect(usual.options.flatMap(({ names }) => names)).toContain('--version');
});

it.each([
  { shell: 'bash', text: bashCompletion(), spelt: (name: string) => name },
  { shell: 'zsh', text: zshCompletion(), spelt: (name: string) => name },
  {
    shell: 'fish',
    text: fishCompletion(),
    spelt: (name: string) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`),
  },
])('$shell is told every command and every option', ({ text, spelt }) => {
  for (const { name } of commands) expect(text).toContain(name);
  const names = shellCommands().named.flatMap(({ options }) => options.flatMap((option) => option.names));
  expect([...new Set(names)].filter((name) => !text.includes(spelt(name)))).toEqual([]);
});
