/** The status of each code; the unusual one is 402. */
const statuses: Readonly<Record<string, number>> = {
  ValidationException: 400,
  ServiceQuotaExceededException: 402,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  InternalServerException: 500,
  ThrottlingException: 400,
  TooManyRequestsException: 429,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ExpiredTokenException: 403,
  UnknownOperationException: 404,
  // The codes of AWS STS.
  AccessDenied: 403,
  ValidationError: 400,
  InvalidClientTokenId: 403,
  SignatureDoesNotMatch: 403,
  MissingAuthenticationToken: 403,
  ExpiredToken: 403,
  Throttling: 400,
};

/** Every code that the simulated AWS knows, the six of AWS Support App first. */
export const knownCodes: readonly string[] = Object.keys(statuses);

/** The status that comes with a code. */
export function statusOf(code: string): number {
  return statuses[code] ?? 400;
}

/** AWS's no, thrown where a rule is broken and answered to whoever asked. */
export class AwsRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'AwsRefusal';
    this.code = code;
  }
}
