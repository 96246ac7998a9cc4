import { qualifiedName, type ResourceType } from './resource-types.ts';

/** Kubernetes' answer to a request that failed. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: object;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason?: string;
  readonly details?: object;
  readonly code: number;
}

/** An error that the API server answers with, in the words of the real one; some have no reason. */
export class StatusError extends Error {
  readonly status: Status;

  constructor(code: number, reason: string, message: string, details?: object) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason !== '' && { reason }),
      ...(details && { details }),
      code,
    };
  }
}

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function serviceUnavailable(message: string): StatusError {
  return new StatusError(503, 'ServiceUnavailable', message);
}

/** An error of Go's that the API server has no name for. */
export function serverError(message: string): StatusError {
  return new StatusError(500, '', message);
}

export function objectNotFound(type: ResourceType, name: string): StatusError {
  const details = { name, ...(type.group !== '' && { group: type.group }), kind: type.name };
  return new StatusError(404, 'NotFound', `${qualifiedName(type)} "${name}" not found`, details);
}

export function resourceNotFound(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function methodNotAllowed(): StatusError {
  const message = 'the server does not allow this method on the requested resource';
  return new StatusError(405, 'MethodNotAllowed', message, {});
}

export function alreadyExists(type: ResourceType, name: string): StatusError {
  const details = { name, ...(type.group !== '' && { group: type.group }), kind: type.name };
  return new StatusError(409, 'AlreadyExists', `${qualifiedName(type)} "${name}" already exists`, details);
}

export function conflict(type: ResourceType, name: string): StatusError {
  const message =
    `Operation cannot be fulfilled on ${qualifiedName(type)} "${name}": the object has been modified; ` +
    'please apply your changes to the latest version and try again';
  const details = { name, ...(type.group !== '' && { group: type.group }), kind: type.name };
  return new StatusError(409, 'Conflict', message, details);
}

/** A list's `continue` token, or a plain list under the fault, is older than the history that is kept. */
export function listExpired(): StatusError {
  const message =
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.';
  return new StatusError(410, 'Expired', message);
}

/** A watch asked to go on from a version older than the history that is kept. */
export function watchExpired(asked: number, oldest: number): StatusError {
  return new StatusError(410, 'Expired', `too old resource version: ${asked} (${oldest})`);
}
