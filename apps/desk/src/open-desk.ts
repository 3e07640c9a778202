import { loadSettings, SetTime, type Settings } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HouseModule } from '@app/house';

/** Runs a command with all rooms, and closes them afterwards. `time`: an injected time, for the demonstration. */
export async function withDesk<T>(
  work: (desk: INestApplicationContext) => Promise<T>,
  options: { settings?: Settings; time?: SetTime } = {},
): Promise<T> {
  const settings = options.settings ?? loadSettings();
  // an error at the start is thrown and printed once, in one readable line, without stack or log
  const desk = await NestFactory.createApplicationContext(HouseModule.with(settings, options.time), {
    logger: false,
    abortOnError: false,
  });
  desk.useLogger(['error']);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}
