import type {
  ApiBodyOptions,
  ApiHeaderOptions,
  ApiParamOptions,
  ApiQueryOptions,
  ApiResponseOptions,
} from '@nestjs/swagger';

type Swagger = typeof import('@nestjs/swagger');
/** On a class, or on a method with its name and descriptor. */
type Placed = [target: object, key?: string | symbol, descriptor?: PropertyDescriptor];

const noted: ((swagger: Swagger) => void)[] = [];

/**
 * Notes what is said about a route, to be said when somebody asks for the description. Swagger and the JSON schemas of
 * all bodies are much of what web would load at start, and hardly any desk is ever asked.
 */
const later =
  (decorator: (swagger: Swagger) => unknown) =>
  (...placed: Placed): void => {
    noted.push((swagger) => (decorator(swagger) as (...placed: Placed) => void)(...placed));
  };

/** Swagger, once all that was noted is said to it. */
export async function describedWith(): Promise<Swagger> {
  const swagger = await import('@nestjs/swagger');
  for (const say of noted.splice(0)) say(swagger);
  return swagger;
}

export const ApiTags = (tag: string) => later((swagger) => swagger.ApiTags(tag));
export const ApiBearerAuth = () => later((swagger) => swagger.ApiBearerAuth());
export const ApiExcludeController = () => later((swagger) => swagger.ApiExcludeController());
export const ApiProduces = (media: string) => later((swagger) => swagger.ApiProduces(media));
export const ApiQuery = (options: ApiQueryOptions) => later((swagger) => swagger.ApiQuery(options));
export const ApiParam = (options: ApiParamOptions) => later((swagger) => swagger.ApiParam(options));
export const ApiHeader = (options: ApiHeaderOptions) => later((swagger) => swagger.ApiHeader(options));
/** These two take a function: what a schema looks like is worked out when it is asked for. */
export const ApiBody = (options: () => ApiBodyOptions) => later((swagger) => swagger.ApiBody(options()));
export const ApiResponse = (options: () => ApiResponseOptions) =>
  later((swagger) => swagger.ApiResponse(options()));
