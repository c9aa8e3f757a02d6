import type { PlanList } from '../../server/types.ts';
import { counted, grouped } from './sentence.ts';

type Row = PlanList['items'][number];

/** Says how many steps a plan has, and how many of them run by themselves. What ran is counted elsewhere. */
export function sizeWords({
  steps,
  released,
  current,
  done,
}: Pick<Row, 'steps' | 'released' | 'current' | 'done'>): string {
  if (steps === 0) return 'nothing to do';
  const size = counted(steps, 'step');
  if (!current || done !== undefined || released === 0) return size;
  if (released < steps)
    return `${size}, ${grouped(released)} ${released === 1 ? 'runs' : 'run'} automatically`;
  return `${size}, ${steps === 1 ? 'runs' : 'all run'} automatically`;
}
