import type { Service } from '../../model/call.ts';

/** Where a service is asked, if not at AWS's own endpoint. */
export type EndpointOf = (service: Service) => string | undefined;

/** The SDK's names of services in variables (SDK and Tools Reference Guide, service-specific endpoints). */
const variableOf: Readonly<Record<Service, string>> = {
  kms: 'AWS_ENDPOINT_URL_KMS',
  s3: 'AWS_ENDPOINT_URL_S3',
  sts: 'AWS_ENDPOINT_URL_STS',
  tagging: 'AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API',
  cloudtrail: 'AWS_ENDPOINT_URL_CLOUDTRAIL',
  iam: 'AWS_ENDPOINT_URL_IAM',
};

/**
 * Endpoints as all AWS tools take them from the environment. An `endpoint_url` in the shared
 * configuration file is not read.
 */
export function endpointsIn(variables: Readonly<Record<string, string | undefined>>): EndpointOf {
  if (variables['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return () => undefined;
  return (service) => nonEmpty(variables[variableOf[service]]) ?? nonEmpty(variables['AWS_ENDPOINT_URL']);
}

/** Returns the variable that says where a service is asked, for a message. */
export function endpointVariable(
  service: Service,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  const own = variableOf[service];
  return nonEmpty(variables[own]) === undefined ? 'AWS_ENDPOINT_URL' : own;
}

/**
 * Finds the variables of the environment that name an endpoint and are no URL. It finds none if those are not read at
 * all.
 */
export function wrongEndpointsIn(
  variables: Readonly<Record<string, string | undefined>>,
): readonly { readonly variable: string; readonly value: string }[] {
  if (variables['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return [];
  return ['AWS_ENDPOINT_URL', ...Object.values(variableOf)].flatMap((variable) => {
    const value = nonEmpty(variables[variable]);
    return value === undefined || isEndpoint(value) ? [] : [{ variable, value }];
  });
}

function isEndpoint(text: string): boolean {
  return /^https?:\/\//u.test(text) && URL.canParse(text);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
