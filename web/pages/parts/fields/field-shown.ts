import { html, type Html } from '../../../html.js'

/** What every control of a field needs of it. */
export interface FieldShown {
  /** Input name: `champ.titre`. */
  readonly name: string
  /** Its id: `champ-titre`. */
  readonly id: string
  /** Ids of the help and of the error, for `aria-describedby`. */
  readonly described: string
  readonly isWrong: boolean
  /** Somebody was led to this very field. */
  readonly isAsked: boolean
}

/** `id`, `name` and what describes an input; `suffix` names one of several (`.min`). */
export const inputAttributes = (s: FieldShown, suffix = ''): Html =>
  html` id="${s.id}${suffix.replaceAll('.', '-')}" name="${s.name}${suffix}"${s.described && html` aria-describedby="${s.described}"`}${s.isWrong && html` aria-invalid="true"`}${s.isAsked && (suffix === '' || suffix === '.min') && html` autofocus`}`
