import { partition } from '@aws-sdk/core/client';
import { EndpointError } from '@aws-sdk/core/client';
import type { EndpointParameterInstructions, EndpointParameters, EndpointV2 } from '@smithy/types';

export interface SupportAppEndpointParameters extends EndpointParameters {
  readonly Endpoint?: string | undefined;
  readonly Region?: string | undefined;
  readonly UseFIPS?: boolean | undefined;
  readonly UseDualStack?: boolean | undefined;
}

/** Where each parameter of an endpoint stands in a client's configuration. */
export const ENDPOINT_PARAMETERS: EndpointParameterInstructions = {
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
};

/** Where the service is, by its published rules: an endpoint of one's own is used as given. */
export function endpointOf(parameters: SupportAppEndpointParameters): EndpointV2 {
  const { Endpoint, Region, UseFIPS, UseDualStack } = parameters;
  if (Endpoint !== undefined) {
    if (UseFIPS) throw new EndpointError('Invalid Configuration: FIPS and custom endpoint are not supported');
    if (UseDualStack) throw new EndpointError('Invalid Configuration: Dualstack and custom endpoint are not supported');
    return { url: new URL(Endpoint), properties: {}, headers: {} };
  }
  if (Region === undefined) throw new EndpointError('Invalid Configuration: Missing Region');
  const { dnsSuffix, dualStackDnsSuffix } = partition(Region);
  const service = UseFIPS ? 'supportapp-fips' : 'supportapp';
  const url = new URL(`https://${service}.${Region}.${UseDualStack ? dualStackDnsSuffix : dnsSuffix}`);
  return { url, properties: {}, headers: {} };
}
