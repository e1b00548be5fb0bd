import { setImmediate } from 'node:timers/promises'

/** Lets whatever else waits be answered between two heavy steps of one page: no request holds the others for longer than a step. */
export const nextTurn = async (): Promise<void> => { await setImmediate() }
