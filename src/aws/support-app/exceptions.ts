import { ServiceException, type ServiceExceptionOptions } from '@smithy/core/client';

type Options = Omit<ServiceExceptionOptions, 'name' | '$fault'>;

/** What every answer that is an error becomes; those the service has no name for are of this very class. */
export class SupportAppServiceException extends ServiceException {}

/** The caller may not do this. */
export class AccessDeniedException extends SupportAppServiceException {
  constructor(options: Options) {
    super({ ...options, name: 'AccessDeniedException', $fault: 'client' });
  }
}

/** The account is in the wrong state for the call. */
export class ConflictException extends SupportAppServiceException {
  constructor(options: Options) {
    super({ ...options, name: 'ConflictException', $fault: 'client' });
  }
}

/** A fault on the side of AWS: the change may have happened all the same. */
export class InternalServerException extends SupportAppServiceException {
  constructor(options: Options) {
    super({ ...options, name: 'InternalServerException', $fault: 'server' });
  }
}

/** What the call names is not there. */
export class ResourceNotFoundException extends SupportAppServiceException {
  constructor(options: Options) {
    super({ ...options, name: 'ResourceNotFoundException', $fault: 'client' });
  }
}

/** A limit of the account is used up. It comes with status 402. */
export class ServiceQuotaExceededException extends SupportAppServiceException {
  constructor(options: Options) {
    super({ ...options, name: 'ServiceQuotaExceededException', $fault: 'client' });
  }
}

/** An input is missing, too long or of the wrong form. */
export class ValidationException extends SupportAppServiceException {
  constructor(options: Options) {
    super({ ...options, name: 'ValidationException', $fault: 'client' });
  }
}
