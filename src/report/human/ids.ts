import { mainId as mainIdOf, type Ids } from '../../model/ids.ts';
import { visible } from '../text/visible.ts';

/** Gives the main id as it may be in a terminal. */
export function mainId(ids: Ids): ReturnType<typeof mainIdOf> {
  const id = mainIdOf(ids);
  return id === undefined ? undefined : { ...id, value: visible(id.value) };
}
