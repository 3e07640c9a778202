import { Global, Module } from '@nestjs/common';
import { Doorbell } from './doorbell.js';
import { Rings } from './rings.js';

@Global()
@Module({ providers: [Doorbell, Rings], exports: [Doorbell, Rings] })
export class QueueModule {}
