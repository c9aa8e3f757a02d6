/** The parts of a plan or a status that `--only` shows. It stands alone, since help names it and loads nothing else. */
export const onlies = ['drifted', 'blocked', 'changed', 'orphans'] as const;

export type Only = (typeof onlies)[number];
