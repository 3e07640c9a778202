import { loadSettings, SetClock, type Settings } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DeskModule } from './desk.module.js';

/** Runs a command against the rooms, and closes them whatever happens. `clock`: an injected time, for the demonstration. */
export async function withDesk<T>(
  work: (desk: INestApplicationContext) => Promise<T>,
  options: { settings?: Settings; clock?: SetClock } = {},
): Promise<T> {
  const settings = options.settings ?? loadSettings();
  // abortOnError would end the process with a stack instead of one readable line
  const desk = await NestFactory.createApplicationContext(DeskModule.with(settings, options.clock), {
    logger: ['error'],
    abortOnError: false,
  });
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}
