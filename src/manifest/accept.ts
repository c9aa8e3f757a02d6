import type { Diagnostic } from '../model/diagnostic.ts';
import { isoOf, untilText, type Instant } from '../model/instant.ts';
import { join, type Path } from '../model/path.ts';
import type { Accept, Resource, Stack } from '../model/resource.ts';

/**
 * Flags the warnings that `metadata.accept` accepts, and reports the entries that ended or match nothing. Whether a
 * resource is right is not its own to say: errors stay errors, and no gate looks here.
 */
export function withAccepted(
  diagnostics: readonly Diagnostic[],
  { resources }: Pick<Stack, 'resources'>,
  now: Instant,
): readonly Diagnostic[] {
  const accepting = [...resources.values()].filter(({ metadata: { accept = [] } }) => accept.length > 0);
  if (accepting.length === 0) return diagnostics;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  const warningsAt = Map.groupBy(warnings, ({ address }) => address);
  const warningsInParts = Map.groupBy(warnings, ({ address }) =>
    address === undefined ? undefined : resources.get(address)?.metadata.partOf,
  );
  const accepted = new Map<Diagnostic, Accept>();
  const told = accepting.flatMap((resource) => {
    const { address, metadata } = resource;
    const own = [...(warningsAt.get(address) ?? []), ...(warningsInParts.get(address) ?? [])];
    return (metadata.accept ?? []).flatMap((entry, index): readonly Diagnostic[] => {
      const matched = own.filter(({ code }) => code === entry.code);
      if (matched.length === 0) return [unused(resource, entry, index)];
      if (entry.until <= now) return [ended(resource, entry, index)];
      for (const one of matched) accepted.set(one, entry);
      return [];
    });
  });
  return [
    ...diagnostics.map((one): Diagnostic => {
      const entry = accepted.get(one);
      if (entry === undefined) return one;
      const { reason, until } = entry;
      return { ...one, severity: 'info', accepted: { reason, until: isoOf(until) } };
    }),
    ...told,
  ];
}

function unused(resource: Resource, { code }: Accept, index: number): Diagnostic {
  const message = `${resource.address} has no warning ${code} to accept`;
  return at(resource, join(join('/metadata/accept', index), 'code'), 'manifest.accept-unused', message);
}

function ended(resource: Resource, { code, until }: Accept, index: number): Diagnostic {
  const message = `${code} was accepted until ${untilText(until)}: it is shown again`;
  return at(resource, join(join('/metadata/accept', index), 'until'), 'manifest.accept-ended', message);
}

function at(resource: Resource, path: Path, code: Diagnostic['code'], message: string): Diagnostic {
  const { address, spanOf } = resource;
  return { severity: 'warning', code, message, address, path, span: spanOf(path) };
}
