import type { Role } from '@app/people';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { Browse } from '../../../test/support/browse.js';
import { PASSWORD, type TestWeb } from '../../../test/support/web.js';

/** The routes of controllers as the framework knows them: `GET /desk/cases/:caseNumber`. */
export function routesOf(controllers: readonly Type[]): string[] {
  return controllers.flatMap((controller) => {
    const base = String(Reflect.getMetadata(PATH_METADATA, controller));
    const handlers = Object.entries(Object.getOwnPropertyDescriptors(controller.prototype as object))
      .filter(([name]) => name !== 'constructor')
      .map(([, { value }]) => value as object | undefined)
      .filter((handler) => handler !== undefined && Reflect.hasMetadata(PATH_METADATA, handler));
    return handlers.flatMap((handler) => {
      const paths = [Reflect.getMetadata(PATH_METADATA, handler!) as string | string[]].flat();
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler!) as number];
      return paths.map((path) => {
        const parts = [base, path].map((part) => part.replaceAll(/^\/+|\/+$/g, '')).filter(Boolean);
        return `${method} /${parts.join('/')}`;
      });
    });
  });
}

/** A browser signed in as a new person of a unit. */
export async function signedIn(web: TestWeb, unitId: string, roles: Role[], login: string): Promise<Browse> {
  const organisationId = unitId.split('.')[0]!;
  await web.staff({ login, name: login, organisationId, unitId, roles }, PASSWORD);
  return Browse.signedIn(web, login, PASSWORD);
}
