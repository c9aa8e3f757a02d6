import type { Diagnostic } from '../model/diagnostic.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { isLooser, modeOfStack } from '../model/mode.ts';
import type { Metadata, Settings } from '../model/resource.ts';
import { badAdoption } from './adopt.ts';
import type { CheckedManifest, Manifest, Report } from './manifest.ts';

/** Checks what `metadata` says of coming, changing and going: a mode that holds, a state there is, a way to adopt. */
export function checkLifecycle(
  { kind, address, at, checked: { metadata } }: Manifest & { readonly checked: CheckedManifest },
  settings: Settings,
  report: Report,
): void {
  const problems = [
    ...looserMode(metadata, settings),
    ...noTombstone(kind, metadata),
    ...noPrune(kind, metadata),
    ...badAdoption(kind, metadata),
  ];
  for (const found of problems) report({ ...found, address, span: at.spanOf(found.path) });
}

type Found = Pick<Diagnostic, 'severity' | 'code' | 'message' | 'hint'> & {
  readonly path: '/metadata/mode' | '/metadata/state' | '/metadata/prune';
};

/** Warns of a looser mode: a Stack bounds what its resources may do; one of them cannot let itself out. */
function looserMode({ mode }: Metadata, settings: Settings): readonly Found[] {
  const ofStack = modeOfStack(settings);
  if (mode === undefined || !isLooser(mode, ofStack)) return [];
  const message = `mode ${mode} is looser than mode ${ofStack} of the Stack, which applies here`;
  return [{ severity: 'warning', code: 'manifest.mode', path: '/metadata/mode', message }];
}

/** Refuses a tombstone without steps to remove the resource: it would be obeyed by doing nothing. */
function noTombstone({ kind, removal, onVanish, byHand }: AnyKind, { state }: Metadata): readonly Found[] {
  if (state !== 'absent' || removal !== undefined) return [];
  const stays =
    onVanish === 'orphan' ? 'stays and is reported as an orphan' : 'stays unchanged and unmanaged';
  const hand = byHand === undefined ? 'delete it by hand' : `to delete it by hand: ${byHand}`;
  const message = `Keywright never deletes a ${kind}, so state: absent has no effect here`;
  const hint = `delete its manifest: it ${stays}; ${hand}`;
  return [{ severity: 'error', code: 'manifest.tombstone', path: '/metadata/state', message, hint }];
}

/** Refuses to prune what stays without its manifest: who writes `auto` believes that it goes. */
function noPrune({ kind, removal, onVanish, byHand }: AnyKind, { prune }: Metadata): readonly Found[] {
  if (prune !== 'auto' || onVanish === 'revoke') return [];
  const message = `a ${kind} stays when its manifest is deleted, so prune: auto has no effect here`;
  const hand = byHand === undefined ? 'delete it by hand' : `delete it by hand: ${byHand}`;
  const hint =
    removal === undefined
      ? `remove prune; to delete the ${kind}, ${hand}`
      : `remove prune; to delete the ${kind}, keep its manifest with metadata.state: absent`;
  return [{ severity: 'error', code: 'manifest.prune', path: '/metadata/prune', message, hint }];
}
