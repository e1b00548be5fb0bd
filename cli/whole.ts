import { InvalidArgumentError } from 'commander'

/** The number of a proposition, from the command line. */
export function whole(text: string): number {
  const number = Number(text)
  if (!/^[0-9]+$/.test(text) || !Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('donnez le numéro d’une proposition, par exemple 3.')
  return number
}
