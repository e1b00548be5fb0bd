import { readFileSync, statSync } from 'node:fs'
import { Refused } from './refusals.js'

/** Largest text a command reads whole: a fiche of two million characters is already a book. */
export const mostBytes = 4 * 1024 * 1024

/** Largest text that is only compared, for a history that holds other things than fiches. */
export const mostComparedBytes = 64 * 1024 * 1024

/** The text of a file somebody names. Refuses folders and devices, what is not UTF-8, and more than `most` bytes. */
export function readText(file: string, most = mostBytes): string {
  const stat = statSync(file)
  if (stat.isDirectory()) throw new Refused('file.is_folder', `« ${file} » est un dossier : donnez un fichier.`)
  if (!stat.isFile()) throw new Refused('file.not_a_file', `« ${file} » n’est pas un fichier ordinaire.`)
  if (stat.size > most) throw new Refused('file.too_large', `« ${file} » est trop gros (${Math.ceil(stat.size / 1024 / 1024)} Mo) : un texte a ${most / 1024 / 1024} Mo au plus.`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new Refused('file.not_utf8', `« ${file} » n’est pas un texte en UTF-8 : enregistrez-le dans cet encodage.`)
    throw error
  }
}
