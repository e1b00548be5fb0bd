/**
 * Which label an adaptation may carry, by source licence: two letters a pair, for one's own contribution and for the whole
 * file. a allowed, c allowed with a condition, u uncertain, f forbidden. Columns follow `COMPAT_COLUMNS`.
 *
 * Facts read in the licence texts (CC legal codes s3; LAL 1.3 art. 2, 5; LO 2.0; GFDL 1.3 s4, s11; ODbL 4.3–4.6; GPL-3.0 s5)
 * and in the CC compatibility pages (FAL 2014, GPLv3 2015). CC versions and ports are in `facts.ts`. Not legal advice.
 */
export const COMPAT_COLUMNS = ['CC0', 'CC-PDM', 'CC-BY', 'CC-BY-SA', 'CC-BY-NC', 'CC-BY-NC-SA', 'CC-BY-ND', 'CC-BY-NC-ND', 'LAL', 'etalab', 'GFDL', 'ODbL', 'GPL', 'MIT', 'Apache', 'ARR'] as const

export const COMPAT_ROWS: Readonly<Record<string, string>> = {
  'CC0': 'aa ff aa aa aa aa aa aa aa aa aa aa aa aa aa aa',
  'CC-PDM': 'aa fa aa aa aa aa aa aa aa aa aa aa aa aa aa aa',
  'CC-BY': 'cf ff aa aa aa aa aa aa cc cc cc cc cc cf cf cf',
  'CC-BY-SA': 'ff ff ff aa ff ff ff ff aa ff ff ff cc ff ff ff',
  'CC-BY-NC': 'cf ff cf cf aa aa cf aa cf cf cf cf cf cf cf cf',
  'CC-BY-NC-SA': 'ff ff ff ff ff aa ff ff ff ff ff ff ff ff ff ff',
  'CC-BY-ND': 'ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff',
  'CC-BY-NC-ND': 'ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff',
  'LAL': 'ff ff ff aa ff ff ff ff aa ff ff ff ff ff ff ff',
  'etalab': 'cf ff aa cc cc cc cc cc cc aa cc cc cc cc cc cc',
  'OGL': 'cf ff aa cc cc cc cc cc cc cc cc cc cc cf cf cc',
  'GFDL': 'ff ff ff ff ff ff ff ff ff ff cc ff ff ff ff ff',
  'ODbL': 'ff ff ff ff ff ff ff ff ff ff ff aa ff ff ff ff',
  'ODC-By': 'cf ff cc cc cc cc cc cc cc cc cc cc cc cf cf cf',
  'GPL': 'ff ff ff ff ff ff ff ff ff ff ff ff aa ff ff ff',
  'MIT': 'cf ff cc cc cc cc cc cc cc cc cc cc cc aa cc cc',
  'BSD': 'cf ff cc cc cc cc cc cc cc cc cc cc cc cc cc cc',
  'ISC': 'cf ff cc cc cc cc cc cc cc cc cc cc cc cc cc cc',
  'Apache': 'cf ff cc cc cc cc cc cc cc cc cc cc cc cc aa cc',
  'ARR': 'ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff',
}

/** Allowed in law, but somebody must understand something first: one-way, less free, or unsettled. */
export const WARN_PAIRS: ReadonlySet<string> = new Set([
  'CC-BY>etalab', 'CC-BY>GFDL', 'CC-BY>ODbL', 'CC-BY>GPL', 'CC-BY-SA>GPL', 'GFDL>GFDL',
  'etalab>CC-BY-NC', 'etalab>CC-BY-NC-SA', 'etalab>CC-BY-ND', 'etalab>CC-BY-NC-ND', 'etalab>MIT', 'etalab>Apache',
  'OGL>CC-BY-NC', 'OGL>CC-BY-NC-SA', 'OGL>CC-BY-ND', 'OGL>CC-BY-NC-ND', 'OGL>ODbL', 'OGL>GFDL', 'OGL>GPL', 'OGL>etalab',
  'ODC-By>CC-BY-NC', 'ODC-By>CC-BY-NC-SA', 'ODC-By>CC-BY-ND', 'ODC-By>CC-BY-NC-ND',
])

/** Labels tried when nobody chose one, the freest common ones first. */
export const PROPOSED_TARGETS: readonly string[] = ['CC-BY-SA-4.0', 'CC-BY-4.0', 'CC0-1.0', 'LAL-1.3', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'etalab-2.0', 'ODbL-1.0', 'GFDL-1.3-or-later', 'GFDL-1.3-only', 'GPL-3.0-only']
