import { sts } from '../../aws/services/sts.ts';
import { s3 } from '../../aws/services/s3.ts';
import { z } from 'zod';
import type { Stack } from '../../model/resource.ts';
import { boot } from '../../boot/boot.ts';
import type { Io } from '../io.ts';
import type { Options } from '../options.ts';

/** What the command line says already; undefined members are asked for. */
export interface Question {
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Whose Region is asked for. */
  readonly bucket: string | undefined;
}

export interface Seen {
  readonly account?: string;
  readonly region?: string;
  /** Why AWS did not name the account. */
  readonly refusal?: string;
}

/** Asks AWS; what it does not say, or nobody can be asked for, is left out. */
export type AskAws = (question: Question) => Promise<Seen>;

/** The account of the documentation of AWS: any will do for an AWS inside the process. */
const example = '111122223333';

const Caller = z.object({ Account: z.string().regex(/^\d{12}$/u) });

const Location = z.object({ LocationConstraint: z.string().nullish() });

/** Asks AWS through the same port as everything else, with the credentials of the environment, reading only. */
export function askAws(options: Options, io: Io, version: string): AskAws {
  return async ({ account, region = 'us-east-1', bucket }) => {
    if (account !== undefined && bucket === undefined) return {};
    const booted = await boot(
      {
        stack: blankStack(account ?? example, region),
        options,
        writes: false,
        command: 'reconcile init',
        version,
        progress: () => undefined,
        stop: new AbortController().signal,
      },
      io,
    );
    if ('refused' in booted) return {};
    try {
      const { aws } = booted.estate;
      const at = { account: account ?? example, region };
      const caller = await aws.call(sts.getCallerIdentity(at));
      const who = caller.is === 'ok' ? Caller.safeParse(caller.value).data?.Account : undefined;
      const owner = account ?? who;
      const refusal =
        caller.is === 'failed' ? `${caller.failure.name}: ${caller.failure.message}` : undefined;
      const seen: Seen = {
        ...(who === undefined ? {} : { account: who }),
        ...(refusal === undefined ? {} : { refusal }),
      };
      if (bucket === undefined || owner === undefined) return seen;
      const answer = await aws.call(s3.getBucketLocation({ account: owner, region }, { Bucket: bucket }));
      const found = answer.is === 'ok' ? Location.safeParse(answer.value).data : undefined;
      return {
        ...seen,
        ...(found === undefined ? {} : { region: regionOf(found.LocationConstraint) }),
      };
    } finally {
      await booted.close();
    }
  };
}

/**
 * Converts a location constraint to a Region. A bucket of us-east-1 has none; EU is an old name (S3 API,
 * GetBucketLocation).
 */
function regionOf(constraint: string | null | undefined): string {
  if (constraint === undefined || constraint === null || constraint === '') return 'us-east-1';
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}

/** Creates a Stack where there are no manifests yet: an account to ask in, and nothing else. */
function blankStack(account: string, region: string): Stack {
  return {
    settings: {
      name: 'init',
      uid: 'init',
      partition: 'aws',
      accounts: [{ id: account, regions: [region] }],
      keyAdministrators: [],
      trustedAccounts: [],
      tags: {},
      caps: { count: 0, percent: 0 },
      release: [],
    },
    resources: new Map(),
    diagnostics: [],
  };
}
