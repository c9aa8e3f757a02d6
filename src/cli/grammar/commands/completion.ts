import { Argument } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';

export const completion = {
  name: 'completion',
  group: 'Tools',
  summary: 'print the completion script of a shell',
  details: 'The scripts complete commands, options, values, and the addresses of your manifests.',
  arguments: [
    Object.assign(new Argument('<shell>', 'bash, zsh or fish'), { argChoices: ['bash', 'zsh', 'fish'] }),
  ],
  options: [],
  examples: [
    { line: 'source <(reconcile completion bash)', does: 'in ~/.bashrc' },
    { line: 'source <(reconcile completion zsh)', does: 'in ~/.zshrc, after compinit' },
    { line: 'reconcile completion fish > ~/.config/fish/completions/reconcile.fish', does: 'once' },
  ],
  exits: { 0: 'printed', 1: 'unknown shell' },
} as const satisfies CommandDeclaration;
