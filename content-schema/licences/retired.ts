import { folded } from './identify.js'

/** Creative Commons tools that were withdrawn: readable, never applied or resolved without a person (creativecommons.org/retiredlicenses). */
const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?creativecommons\.org\/(?:licenses\/(?:sa|nc|nd|nc-sa|nd-nc|nc-nd|nc-sampling\+?|sampling\+?|devnations)|publicdomain\/(?:certification)|licenses\/publicdomain)(?:\/.*)?$/i
const NAME = /^(?:licenseref-)?(?:cc|creative commons)[ -](?:(?:sa|nc|nd|nc[ -]sa|nd[ -]nc|nc[ -]nd)[ -]?1(?:\.0)?|(?:nc[ -])?sampling\+?|devnations|pddc)(?:[ -]?\d(?:\.\d)?)?$/

export function isRetired(label: string): boolean {
  return ADDRESS.test(label.trim()) || NAME.test(folded(label))
}
