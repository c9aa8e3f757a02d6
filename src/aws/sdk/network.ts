type Variables = Readonly<Record<string, string | undefined>>;

/** Which endpoints of AWS are asked, and through which proxy. */
export interface Network {
  readonly fips: boolean;
  readonly dualStack: boolean;
  /** Of the agents that open connections. */
  readonly through: { readonly proxyEnv?: Readonly<Record<string, string>> };
}

/**
 * Takes the network from the environment as all AWS tools do (SDK and Tools Reference Guide, FIPS and dual-stack
 * endpoints; HTTP proxies). It does not read the same settings from the shared configuration file.
 */
export function networkIn(variables: Variables): Network {
  return {
    fips: isTrue(variables['AWS_USE_FIPS_ENDPOINT']),
    dualStack: isTrue(variables['AWS_USE_DUALSTACK_ENDPOINT']),
    through: proxyIn(variables),
  };
}

/**
 * Takes the proxies from the variables. Node's agents open the tunnels themselves (`proxyEnv`, since Node 24.5). A
 * variable named in small letters comes first, as with curl.
 */
function proxyIn(variables: Variables): Network['through'] {
  const https = first(variables, forHttps);
  const http = first(variables, forHttp);
  if (https === undefined && http === undefined) return {};
  const without = first(variables, ['no_proxy', 'NO_PROXY'])?.value;
  return {
    proxyEnv: {
      ...(https === undefined ? {} : { HTTPS_PROXY: withScheme(https.value) }),
      ...(http === undefined ? {} : { HTTP_PROXY: withScheme(http.value) }),
      NO_PROXY: [...(without === undefined ? [] : [without]), ...loopback].join(','),
    },
  };
}

const forHttps = ['https_proxy', 'HTTPS_PROXY'];
const forHttp = ['http_proxy', 'HTTP_PROXY'];

/** Returns the proxy to AWS without its password, for a message. */
export function proxyNamed(
  variables: Variables,
): { readonly url: string; readonly from: string } | undefined {
  const found = first(variables, forHttps);
  if (found === undefined || !URL.canParse(withScheme(found.value))) return undefined;
  return { url: new URL(withScheme(found.value)).origin, from: found.from };
}

/** Finds the variables that name an unusable proxy. Node would pass over them and connect without a proxy. */
export function wrongProxiesIn(variables: Variables): readonly { readonly variable: string }[] {
  return [forHttps, forHttp].flatMap((names) => {
    const found = first(variables, names);
    if (found === undefined) return [];
    const url = withScheme(found.value);
    return /^https?:\/\//u.test(url) && URL.canParse(url) ? [] : [{ variable: found.from }];
  });
}

/** Tests whether the agents of this Node know `proxyEnv`. */
export function supportsProxies(node: string): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5);
}

/** Adds the scheme: `proxy.example.com:3128` is the proxy at http://proxy.example.com:3128, as with curl. */
function withScheme(text: string): string {
  return text.includes('://') ? text : `http://${text}`;
}

/** No proxy reaches this machine's own addresses: `reconcile sandbox` and tunnels listen there. */
const loopback = ['localhost', '127.0.0.1', '::1', '[::1]'];

function first(
  variables: Variables,
  names: readonly string[],
): { readonly value: string; readonly from: string } | undefined {
  return names.map((from) => ({ value: variables[from] ?? '', from })).find(({ value }) => value !== '');
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}
