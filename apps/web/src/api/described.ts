import type {
  ApiBodyOptions,
  ApiHeaderOptions,
  ApiParamOptions,
  ApiQueryOptions,
  ApiResponseOptions,
} from '@nestjs/swagger';

type Swagger = typeof import('@nestjs/swagger');
/** The arguments of a decorator on a class or a method. */
type Placed = [target: object, key?: string | symbol, descriptor?: PropertyDescriptor];

const noted: ((swagger: Swagger) => void)[] = [];

/**
 * Records the description of a route, and applies it when the OpenAPI document is requested. Swagger and the JSON
 * schemas of all bodies would be a large part of what web loads at start, and are rarely requested.
 */
const later =
  (decorator: (swagger: Swagger) => unknown) =>
  (...placed: Placed): void => {
    noted.push((swagger) => (decorator(swagger) as (...placed: Placed) => void)(...placed));
  };

/** Loads Swagger and applies all recorded descriptions. */
export async function describedWith(): Promise<Swagger> {
  const swagger = await import('@nestjs/swagger');
  for (const say of noted.splice(0)) say(swagger);
  return swagger;
}

export const ApiConsumes = (media: string) => later((swagger) => swagger.ApiConsumes(media));
export const ApiTags = (tag: string) => later((swagger) => swagger.ApiTags(tag));
export const ApiBearerAuth = () => later((swagger) => swagger.ApiBearerAuth());
export const ApiExcludeController = () => later((swagger) => swagger.ApiExcludeController());
export const ApiProduces = (media: string) => later((swagger) => swagger.ApiProduces(media));
export const ApiQuery = (options: ApiQueryOptions) => later((swagger) => swagger.ApiQuery(options));
export const ApiParam = (options: ApiParamOptions) => later((swagger) => swagger.ApiParam(options));
export const ApiHeader = (options: ApiHeaderOptions) => later((swagger) => swagger.ApiHeader(options));
/** These two take a function, so that the JSON schema is computed only when requested. */
export const ApiBody = (options: () => ApiBodyOptions) => later((swagger) => swagger.ApiBody(options()));
export const ApiResponse = (options: () => ApiResponseOptions) =>
  later((swagger) => swagger.ApiResponse(options()));
