import type { Provider, Type } from '@nestjs/common';
import { citizenControllers, citizenProviders } from './citizen/index.js';
import { deskPageControllers } from './desk-pages.js';
import { GalleryController } from './site/gallery/gallery.controller.js';
import { BoardDrawings } from './supervisor/board-drawing.js';
import { NotFoundController } from './site/not-found.controller.js';

/** Every page's controller, and what the pages need. The last one answers whatever is left. */
export const pageControllers: Type[] = [
  ...citizenControllers,
  ...deskPageControllers,
  GalleryController,
  NotFoundController,
];
export const pageProviders: Provider[] = [...citizenProviders, BoardDrawings];
