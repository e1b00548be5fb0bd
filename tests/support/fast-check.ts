/**
 * fast-check, drawing the same cases at each run: a test that turns red speaks of what was changed, and does so again when run again.
 * `npm run explore` draws others each time (COMMUNS_SEED); a case it finds is kept as an example of its property.
 */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.COMMUNS_SEED ?? 1) })

export { fc }
