import type { cloudtrailOperations } from '../services/cloudtrail.ts';
import { apply, check, each, never, plan, schema, type Refusals } from './refusal.ts';

/** CloudTrail API Reference, errors of each operation; CloudTrail User Guide on policies of buckets and keys. */

export const cloudtrailCommon: Refusals = {
  AccessDeniedException: [apply('an IAM policy or an organization does not allow the call')],
  CloudTrailARNInvalidException: [never('the ARN of a trail is made of its name and place')],
  ConflictException: [apply('another change of the trail is under way')],
  InvalidHomeRegionException: [apply('the trail belongs to another Region')],
  InvalidTrailNameException: [schema('manifest.value', 'a name that CloudTrail does not accept')],
  ThrottlingException: [apply('more than one request a second')],
  TrailNotFoundException: [apply('the trail was deleted after the plan was made')],
  ...each(
    ['OperationNotPermittedException', 'UnsupportedOperationException'],
    apply('the account or Region does not have the operation'),
  ),
  ...each(
    [
      'CloudTrailAccessNotEnabledException',
      'InsufficientDependencyServiceAccessPermissionException',
      'NoManagementAccountSLRExistsException',
      'NotOrganizationMasterAccountException',
      'OrganizationNotInAllFeaturesModeException',
      'OrganizationsNotInUseException',
    ],
    apply('the organization does not allow a trail of all its accounts'),
  ),
};

const tags: Refusals = {
  InvalidTagParameterException: [schema('manifest.value', 'a tag key that AWS reserves')],
  TagsLimitExceededException: [schema('manifest.value', 'more than 50 tags')],
};

/** Event data stores and channels have tags too; Keywright has neither. */
const others = each(
  [
    'ChannelARNInvalidException',
    'ChannelNotFoundException',
    'EventDataStoreARNInvalidException',
    'EventDataStoreNotFoundException',
    'InactiveEventDataStoreException',
    'ResourceTypeNotSupportedException',
  ],
  never('only trails are tagged'),
);
const gone: Refusals = {
  ResourceNotFoundException: [apply('the trail was deleted after the plan was made')],
};

const settings: Refusals = {
  CloudTrailInvalidClientTokenIdException: [apply('the SNS topic belongs to a suspended account')],
  CloudWatchLogsDeliveryUnavailableException: [apply('the role may not write to the log group')],
  InsufficientEncryptionPolicyException: [
    check('check.trail-access', 'the declared policy of the key does not let CloudTrail in'),
    plan('missing', 'the plan makes the key, and no policy is declared for it'),
    apply('the key or its policy is not declared, and does not let CloudTrail in'),
  ],
  InsufficientS3BucketPolicyException: [
    check('check.trail-access', 'the declared policy of the bucket does not let CloudTrail in'),
    plan('missing', 'the plan makes the bucket, and no policy is declared for it'),
    apply('the bucket or its policy is not declared, and does not let CloudTrail in'),
  ],
  InsufficientSnsTopicPolicyException: [apply('the policy of the topic does not let CloudTrail in')],
  InvalidCloudWatchLogsLogGroupArnException: [
    schema('manifest.value', 'no ARN of a log group'),
    apply('the log group does not exist'),
  ],
  InvalidCloudWatchLogsRoleArnException: [apply('the role does not exist, or does not trust CloudTrail')],
  InvalidKmsKeyIdException: [schema('manifest.value', 'no id, ARN or alias of a key')],
  InvalidParameterCombinationException: [
    schema(
      'manifest.value',
      'global service events without other Regions, or half of the CloudWatch settings',
    ),
  ],
  InvalidParameterException: [never('the schema checks the form of each member')],
  InvalidS3BucketNameException: [schema('manifest.value', 'a name that S3 does not accept')],
  InvalidS3PrefixException: [
    schema('manifest.value', 'a prefix of more than 200 characters, or that CloudTrail refuses'),
  ],
  InvalidSnsTopicNameException: [schema('manifest.value', 'no name or ARN of a topic')],
  ...each(
    ['KmsException', 'KmsKeyDisabledException'],
    check('check.key-for-trail', 'a key that is disabled or not symmetric'),
  ),
  KmsKeyNotFoundException: [
    check('check.place', 'a key of another Region than the bucket'),
    apply('the key does not exist'),
  ],
  S3BucketDoesNotExistException: [apply('the bucket is not declared, and does not exist')],
  TrailNotProvidedException: [never('each request names its trail')],
};

const selectors: Refusals = {
  InvalidEventSelectorsException: [
    schema('manifest.value', 'selectors that CloudTrail does not take together'),
  ],
};

export const cloudtrailRefusals = {
  CreateTrail: {
    ...settings,
    ...tags,
    MaximumNumberOfTrailsExceededException: [apply('the Region has five trails')],
    TrailAlreadyExistsException: [plan('unproven', 'the trail exists, and nothing shows that it is ours')],
  },
  UpdateTrail: {
    ...settings,
    InvalidEventSelectorsException: [never('selectors are written by another call')],
  },
  DeleteTrail: {},
  StartLogging: {},
  StopLogging: {},
  PutEventSelectors: selectors,
  PutInsightSelectors: {
    ...each(
      [
        'InsufficientEncryptionPolicyException',
        'InsufficientS3BucketPolicyException',
        'KmsException',
        'S3BucketDoesNotExistException',
      ],
      apply('the policies were checked when the trail was made, and broke since'),
    ),
    InvalidInsightSelectorsException: [
      schema('manifest.value', 'insights of events that the trail does not log'),
    ],
    InvalidParameterCombinationException: [never('only trails have insights here')],
    InvalidParameterException: [never('the schema checks the form of each member')],
  },
  AddTags: { ...tags, ...others, ...gone },
  RemoveTags: { ...tags, ...others, ...gone },
} satisfies Partial<Record<keyof typeof cloudtrailOperations, Refusals>>;
