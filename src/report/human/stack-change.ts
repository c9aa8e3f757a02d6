import { optionsFor } from '../../model/approval.ts';
import type { Loosened, StackChange } from '../../model/plan.ts';
import { approveText } from '../sentences/decisions.ts';
import type { Look } from '../text/style.ts';
import { valueText } from '../text/value.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { pathText } from './lists.ts';
import { plural } from './paint.ts';

/** Shows what the commit loosens and drops: it comes first, since everything below is judged without it. */
export function stackChangeLines(
  { stackChange, planId }: { readonly stackChange?: StackChange; readonly planId?: string },
  look: Look,
): readonly string[] {
  if (stackChange === undefined) return [];
  const blocks = stackChangeBlocks(stackChange, { clip: look.clip, planId: planId ?? look.planId });
  return blocks.flatMap(({ title, rows, release }, index) => [
    ...(index === 0 ? [] : ['']),
    ...wrap(title, look.width).map((line) => look.style('bold', line)),
    ...rows.flatMap((row) => wrap(visible(row), look.width, '  - ', '    ')),
    ...wrap(release, look.width, '    ', '      '),
  ]);
}

interface Block {
  readonly of: 'shrink' | 'loosen';
  readonly title: string;
  readonly rows: readonly string[];
  readonly release: string;
}

/** Builds one block for what is loosened, one for what is dropped. */
export function stackChangeBlocks(
  change: StackChange,
  { clip, planId }: { readonly clip: number; readonly planId?: string | undefined },
): readonly Block[] {
  const { first, loosened, dropped, managed } = change;
  return [
    ...(dropped.length === 0
      ? []
      : [
          {
            of: 'shrink' as const,
            title: `This commit deletes the manifests of ${String(dropped.length)} of ${plural(managed, 'resource')}. Keywright revokes and forgets nothing until a person approves:`,
            rows: [dropped.join(', ')],
            release: releaseOf(change, 'shrink', planId),
          },
        ]),
    ...(loosened.length === 0
      ? []
      : [
          {
            of: 'loosen' as const,
            title: first
              ? 'No Stack is accepted yet. Until this one is accepted, the strictest values apply instead of these:'
              : 'This commit loosens its own rules. Until it is accepted, the last accepted rules apply:',
            rows: loosened.map((one) => loosenedText(one, clip)),
            release: releaseOf(change, 'loosen', planId),
          },
        ]),
  ];
}

function loosenedText({ path, address, before, after, why }: Loosened, clip: number): string {
  const where = address === undefined ? 'Stack' : address;
  const sides = [before, after].map((side) => (side === undefined ? 'absent' : valueText(side, clip)));
  return `${where} ${pathText(path)} (${sides.join(' -> ')}): ${why}`;
}

function releaseOf({ gate }: StackChange, of: 'loosen' | 'shrink', planId: string | undefined): string {
  if (gate.is === 'blocked') return `blocked: ${gate.why}`;
  const waits = gate.is === 'approval' && gate.classes.includes(of);
  if (!waits) return 'approved';
  const by = planId === undefined ? `answer yes, or ${optionsFor([of])}` : approveText(planId);
  return `waits for approval: ${by}`;
}
