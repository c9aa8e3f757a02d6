import { join, type Path } from '../../model/path.ts';
import { daemonSchema } from './schema/index.ts';
import { settings } from './settings.ts';

/** The `Daemon` document: no manifest, but the operator's own file. */
export const daemonKind = {
  kind: 'Daemon',
  summary: 'The settings of a daemon, from a file outside every repository, variables and flags.',
  schema: daemonSchema,
} as const;

/** How each setting is given without a file, by its path in the document; the items of a list have the path of the list. */
export const daemonNotes: ReadonlyMap<Path, string> = new Map(
  settings.flatMap(({ path, flag, variable }) =>
    flag === undefined || variable === undefined
      ? []
      : [
          [
            join(
              '/spec',
              ...path
                .slice(1)
                .split('/')
                .filter((word) => word !== '0'),
            ),
            `Flag ${flag}, variable ${variable}.`,
          ] as const,
        ],
  ),
);
