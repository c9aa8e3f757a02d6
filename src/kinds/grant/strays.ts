import * as resources from '../../aws/services/resource.ts';
import type { Call, Place } from '../../model/call.ts';
import { addressOf, nameOf, type Address } from '../../model/address.ts';
import { digestOf } from '../../model/digest.ts';
import type { Stray } from '../../model/kind/end.ts';
import type { Kind } from '../../model/kind/kind.ts';
import type { Settings } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { GrantList } from '../shared/kms/grant-list.ts';
import { addressIn, ownPrefix } from './names.ts';
import { keyArnOf, keyIn, listCall, type At, type GrantReads } from './reads.ts';
import type { GrantSpecOf } from './schema.ts';

/** What an earlier manifest gave and none gives now: on keys with declared grants, and where memory has some. */
export const grantStrays: NonNullable<Kind<GrantSpecOf, GrantReads>['strays']> = {
  asks: ['kms:ListGrants'],
  calls(declared, remembered) {
    const asked = declared.flatMap((at) =>
      keyArnOf(at) === undefined ? [] : [listCall(keyIn(at), at.place)],
    );
    const known = remembered.flatMap(({ key }) => {
      const place = placeOf(key);
      return key === undefined || place === undefined ? [] : [listCall(idIn(key), place)];
    });
    const all = new Map([...asked, ...known].map((call) => [questionOf(call), call] as const));
    return [...all].toSorted(([a], [b]) => byCodeUnit(a, b)).map(([, call]) => call);
  },
  parse(answer, call, settings, declared) {
    const key = keyOf(call);
    const arn = resources.key.arn(key, settings.partition, call.at);
    const strays = (GrantList.parse(answer).Grants ?? []).flatMap(({ Name }): readonly Stray[] => {
      const name = Name ?? '';
      const made = addressIn(name, settings);
      if (made === undefined) return [];
      const still = declared.find(({ address }) => address === made);
      // The declared grant looks after its own on its own key.
      if (still !== undefined && keyArnOf(still) === arn) return [];
      return [strayOf(made, still !== undefined, arn, call.at, settings)];
    });
    return [...new Map(strays.map((stray) => [stray.address, stray] as const)).values()];
  },
  suspect(address, { key }, settings, declared) {
    const place = placeOf(key);
    const still = declared.find((at) => at.address === address);
    if (key === undefined || place === undefined) return undefined;
    if (still !== undefined && (keyArnOf(still) ?? key) === key) return undefined;
    return strayOf(address, still !== undefined, key, place, settings);
  },
};

function strayOf(made: Address, isDeclared: boolean, arn: string, place: Place, settings: Settings): Stray {
  const address = isDeclared ? formerAddress(made, arn) : made;
  return { address, place, ids: { key: arn, name: ownPrefix(settings, made) } };
}

/** Builds the address of what a declared grant that moved to another key left on the one before. */
function formerAddress(address: Address, arn: string): Address {
  const end = `.on-${digestOf(arn).slice(0, 8)}`;
  return addressOf('Grant', `${nameOf(address).slice(0, 63 - end.length)}${end}`);
}

/** Returns true if a stray is what this declared grant left on another key. */
export function isLeftBy(stray: Address, at: At): boolean {
  return stray.startsWith(`${at.address}.on-`) && /\.on-[0-9a-f]{8}$/u.test(stray);
}

function questionOf(call: Call): string {
  const { at } = call;
  return `${at.account}/${at.region} ${keyOf(call)}`;
}

function keyOf({ input: { KeyId } }: Call): string {
  return typeof KeyId === 'string' ? KeyId : '';
}

function idIn(arn: string): string {
  return arn.slice(arn.indexOf(':key/') + ':key/'.length);
}

function placeOf(arn: string | undefined): Place | undefined {
  const [, , , region, account] = (arn ?? '').split(':');
  return region === undefined || account === undefined ? undefined : { account, region };
}
