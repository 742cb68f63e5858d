// The studio's calendar day at the moment of a write.
import { localOf } from '../domain/studio-time.ts';
import type { WriteContext } from './context.ts';

export const todayOf = (ctx: Pick<WriteContext, 'now' | 'studio'>): string => localOf(ctx.now, ctx.studio.zone).onDate;
