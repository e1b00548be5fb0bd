import type { Locale, Messages } from '../messages/messages.js'
import type { Person } from '../../forge/domain/person.js'
import type { Action } from '../../forge/domain/policies.js'
import type { Resource } from '../../forge/domain/resource.js'
import type { Lexicon } from '../../content-schema/lexicon.js'
import type { WordsInForce } from '../../forge/domain/lexicon.js'

/** What every page knows of the request, besides its own data. */
export interface Ui {
  readonly locale: Locale
  readonly m: Messages
  readonly instanceName: string
  readonly baseUrl: string
  /** The path and query asked for, for « revenir ici » after signing in and for the language switch. */
  readonly path: string
  readonly person: Person | undefined
  /** The words in force, and the fiches they come from. */
  readonly words: WordsInForce
  readonly lexicon: Lexicon
  /** Whether the policies let this reader do it: which ways to show. What is done is asked again. */
  may(action: Action, resource: Resource): boolean
  /** Token to put in every form (`<input type="hidden" name="_csrf">`); empty on pages served to visitors, which hold no form that writes. */
  readonly csrf: string
  /** A sentence to show once, after an action. */
  readonly notice: { readonly kind: 'done' | 'refused'; readonly sentence: string } | undefined
  /** How many things await this person; 0 for a visitor. */
  readonly awaiting: number
  /** The served address of a built asset: `asset('islands/fold.js')`. */
  asset(name: string): string
}

/**
 * Stands for the response's script nonce in rendered pages; replaced when the page is sent, so that pages can be cached.
 * Random per process: nobody can write it in a fiche.
 */
export const noncePlaceholder = `nonce-${crypto.randomUUID()}`
