/** The language switch, and « À propos ». */
import { Router } from 'express'
import { aboutPage } from '../../../web/pages/about.js'
import { version } from '../../version.js'
import { personOf, uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { rememberLanguage } from '../open-session.js'
import { ownPath, sendPage } from '../replies.js'

export function languageRoutes(parts: HttpParts): Router {
  const router = Router()
  const isSecure = parts.deps.settings.baseUrl.startsWith('https:')

  router.get('/langue/:locale', (req, res, next) => {
    const { locale } = req.params
    if (locale !== 'fr' && locale !== 'en') { next(); return }
    rememberLanguage(res, locale, isSecure)
    res.set('Cache-Control', 'no-store').redirect(303, ownPath(req.query.suite))
  })

  router.get('/a-propos', (req, res) => {
    // Only the signed-in header holds a form: visitors get no session.
    sendPage(req, res, aboutPage(uiOf(req, parts, personOf(req) ? csrfToken(req) : ''), { about: parts.about ?? {}, version }))
  })

  return router
}
