import type { Argument, Option } from 'commander';
import { byCodeUnit } from '../../model/tree.ts';
import { commands, usualCommand } from '../grammar/commands.ts';
import { isCalled } from '../grammar/declaration.ts';
import type { Io } from '../io.ts';

/** A word, behind a tab what it means; or `:path` and `:directory`, which the shell completes by itself. */
type Line = string;

/** Lists what a shell may offer for the last of the words typed after `reconcile`; that word may be empty. */
export async function offersFor(typed: readonly string[], io: Io): Promise<readonly Line[]> {
  const { before, last, option: named, joined } = cut(typed);
  // The first that names one: behind it, a path may have the name of a command.
  const declared = before.map((word) => commands.find((one) => isCalled(word, one))).find(Boolean);
  const { options, arguments: words } = declared ?? usualCommand;
  const option = options.find(({ short, long }) => named !== undefined && [short, long].includes(named));
  const takesNext = option?.required === true || (joined && option?.optional === true);
  const offers = takesNext
    ? await valuesOf(option, io)
    : last.startsWith('-')
      ? [...options, ...standing(declared === undefined)].flatMap(flagLines)
      : [
          ...(words[0] === undefined ? [] : await valuesOf(words[0], io)),
          ...(declared === undefined ? [...commands, helpCommand] : []).map(
            ({ name, summary }) => `${name}\t${summary}`,
          ),
        ];
  return offers.filter((line) => line.startsWith(':') || line.startsWith(last));
}

const helpCommand = { name: 'help', summary: 'print the help of a command' };

interface Cut {
  readonly before: readonly string[];
  /** The value of an option without its name, where they are joined by `=`. */
  readonly last: string;
  readonly option: string | undefined;
  readonly joined: boolean;
}

/** Cuts the words alike for all shells: Readline makes three words of `--output=js`, other shells one. */
function cut(typed: readonly string[]): Cut {
  const words = typed.flatMap((word) => /^(--[a-z-]+)(=)(.*)$/su.exec(word)?.slice(1) ?? [word]);
  const last = words.at(-1) === '=' ? '' : (words.at(-1) ?? '');
  const before = words.at(-1) === '=' ? words : words.slice(0, -1);
  const joined = before.at(-1) === '=';
  return { before, last, option: before.at(joined ? -2 : -1), joined };
}

type Flags = Pick<Option, 'short' | 'long' | 'description'>;

/** Lists what every command takes, and what stands without one. */
function standing(alone: boolean): readonly Flags[] {
  const help = { short: '-h', long: '--help', description: 'print this help' };
  return alone ? [help, { long: '--version', description: 'print the version' }] : [help];
}

function flagLines({ short, long, description }: Flags): readonly Line[] {
  return [short, long].flatMap((name) => (name === undefined ? [] : [`${name}\t${description}`]));
}

/**
 * Finds the values by the choices, or by the name that help gives the value. Loads what only some values need for
 * them alone.
 */
async function valuesOf(value: Option | Argument, io: Io): Promise<readonly Line[]> {
  if (value.argChoices !== undefined) return value.argChoices;
  switch (valueName(value)) {
    case 'file':
    case 'paths':
      return [':path'];
    case 'dir':
    case 'DIR':
      return [':directory'];
    case 'kind-or-address':
      return [...(await kindNames()), ...(await addresses(io))];
    case 'step':
    case 'address':
    case 'address-or-path':
      return addresses(io);
    case 'kind':
    case 'what':
      return kindNames();
    default:
      return [];
  }
}

/**
 * Lists the addresses of the manifests. While somebody types, manifests are often not valid: then nothing is offered.
 */
async function addresses(io: Io): Promise<readonly Line[]> {
  const { loadManifests } = await import('../manifests.ts');
  const loaded = await loadManifests([], io);
  return loaded.is === 'ok' ? [...loaded.stack.resources.keys()] : [];
}

async function kindNames(): Promise<readonly Line[]> {
  const { kinds } = await import('../../kinds/index.ts');
  const { stackKind } = await import('../../kinds/stack/index.ts');
  return [stackKind.kind, ...kinds.map(({ kind }) => kind)].toSorted(byCodeUnit);
}

function valueName(value: Option | Argument): string {
  return 'flags' in value ? (/[<[]=?([\w-]+)/u.exec(value.flags)?.[1] ?? '') : value.name();
}
