import type { Licence } from '../licence.js'

const FREE_FR = ['Copier et partager le texte', 'L’adapter, le traduire, le mélanger à d’autres', 'Le faire aussi dans un cadre commercial']
const FREE_EN = ['Copy and share the text', 'Adapt, translate and mix it', 'Do so commercially too']
const CREDIT_FR = 'Citer les personnes qui l’ont écrit, la source et la licence'
const CREDIT_EN = 'Credit its authors, the source and the licence'
const SAME_FR = 'Partager votre version sous la même licence'
const SAME_EN = 'Share your version under the same licence'

type Entry = Pick<Licence, 'id' | 'uri' | 'nameFr' | 'nameEn' | 'shortName' | 'kind' | 'family'> & Partial<Licence>

function free(entry: Entry): Licence {
  return { by: true, sa: false, nc: false, nd: false, known: true, versionKnown: true, mayFr: FREE_FR, mayEn: FREE_EN, mustFr: [CREDIT_FR], mustEn: [CREDIT_EN], ...entry }
}
function copyleft(entry: Entry): Licence {
  return free({ sa: true, mustFr: [CREDIT_FR, SAME_FR], mustEn: [CREDIT_EN, SAME_EN], ...entry })
}

const GFDL = (version: string, orLater: boolean, invariants?: boolean): Licence => copyleft({
  id: `GFDL-${version}-${invariants === undefined ? '' : invariants ? 'invariants-' : 'no-invariants-'}${orLater ? 'or-later' : 'only'}`, uri: `https://www.gnu.org/licenses/${version === '1.3' ? 'fdl-1.3' : `old-licenses/fdl-${version}`}.html`,
  nameFr: `Licence de documentation libre GNU ${version}${orLater ? ' ou ultérieure' : ''}${invariants === undefined ? '' : invariants ? ', sections invariantes' : ', sans section invariante'}`,
  nameEn: `GNU Free Documentation License ${version}${orLater ? ' or later' : ''}${invariants === undefined ? '' : invariants ? ', invariant sections' : ', no invariant sections'}`,
  shortName: `GFDL ${version}${orLater ? '+' : ''}${invariants === undefined ? '' : invariants ? ' (invariants)' : ' (no invariants)'}`, kind: 'content', family: 'GFDL', version, orLater, ...(invariants !== undefined && { invariants }),
})
const code = (id: string, nameEn: string, uri: string, more: Partial<Licence> & Pick<Licence, 'family'>): Licence => (more.sa === true ? copyleft : free)({ id, uri, nameFr: more.nameFr ?? nameEn, nameEn, shortName: id.replace(/-(?=\d)/, ' '), kind: 'software', ...more })
const OGL = (version: string): Licence => free({
  id: `OGL-UK-${version}`, uri: `https://www.nationalarchives.gov.uk/doc/open-government-licence/version/${version.slice(0, 1)}/`, nameFr: `Licence gouvernementale ouverte du Royaume-Uni ${version}`, nameEn: `Open Government Licence (United Kingdom) ${version}`,
  shortName: `OGL UK ${version}`, kind: 'content', family: 'OGL', version, mustFr: ['Citer la source, avec la mention qu’elle demande, et renvoyer à la licence'], mustEn: ['Credit the source with the statement it asks for, and link to the licence'],
})
const GNU = (family: 'GPL' | 'AGPL' | 'LGPL', version: string, orLater: boolean): Licence => copyleft({
  id: `${family}-${version}-${orLater ? 'or-later' : 'only'}`, uri: `https://www.gnu.org/licenses/${family === 'GPL' && version === '2.0' ? 'old-licenses/gpl-2.0' : `${family.toLowerCase()}-${version}`}.html`,
  nameFr: `Licence publique générale ${family === 'AGPL' ? 'Affero ' : family === 'LGPL' ? 'amoindrie ' : ''}GNU ${version}${orLater ? ' ou ultérieure' : ''}`,
  nameEn: `GNU ${family === 'AGPL' ? 'Affero ' : family === 'LGPL' ? 'Lesser ' : ''}General Public License ${version}${orLater ? ' or later' : ''}`,
  shortName: `${family} ${version}${orLater ? '+' : ''}`, kind: 'software', family, version, orLater,
})

/** Every known licence that is not one of the Creative Commons families. */
export const OTHER_LICENCES: readonly Licence[] = [
  free({ id: 'CC0-1.0', uri: 'https://creativecommons.org/publicdomain/zero/1.0/', nameFr: 'CC0 1.0 Universel', nameEn: 'CC0 1.0 Universal', shortName: 'CC0 1.0', kind: 'public-domain', family: 'CC0', version: '1.0', by: false,
    mustFr: ['Rien n’est exigé ; nommer les personnes qui l’ont écrit reste dû en droit français'], mustEn: ['Nothing is required; naming its authors is still due under French law'] }),
  free({ id: 'CC-PDM-1.0', uri: 'https://creativecommons.org/publicdomain/mark/1.0/', nameFr: 'Marque du domaine public 1.0', nameEn: 'Public Domain Mark 1.0', shortName: 'Domaine public (PDM 1.0)', kind: 'public-domain', family: 'CC-PDM', version: '1.0', by: false,
    mustFr: ['Nommer les personnes qui l’ont écrit (droit moral)'], mustEn: ['Name its authors (moral rights)'] }),
  copyleft({ id: 'LAL-1.3', uri: 'https://artlibre.org/licence/lal/', nameFr: 'Licence Art Libre 1.3', nameEn: 'Free Art License 1.3', shortName: 'LAL 1.3', kind: 'content', family: 'LAL', version: '1.3' }),
  copyleft({ id: 'LAL-1.2', uri: 'https://artlibre.org/licence/lal/licence-art-libre-12/', nameFr: 'Licence Art Libre 1.2', nameEn: 'Free Art License 1.2', shortName: 'LAL 1.2', kind: 'content', family: 'LAL', version: '1.2' }),
  copyleft({ id: 'LicenseRef-LAL', uri: 'https://artlibre.org/', nameFr: 'Licence Art Libre (version à préciser)', nameEn: 'Free Art License (version not stated)', shortName: 'LAL', kind: 'content', family: 'LAL', versionKnown: false }),
  free({ id: 'etalab-2.0', uri: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/', nameFr: 'Licence Ouverte 2.0 (Etalab)', nameEn: 'Open Licence 2.0 (Etalab)', shortName: 'Licence Ouverte 2.0', kind: 'content', family: 'etalab', version: '2.0',
    mustFr: ['Citer la source et la date de sa dernière mise à jour'], mustEn: ['Credit the source and the date of its last update'] }),
  free({ id: 'LicenseRef-etalab-1.0', uri: 'https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf', nameFr: 'Licence Ouverte 1.0 (Etalab)', nameEn: 'Open Licence 1.0 (Etalab)', shortName: 'Licence Ouverte 1.0', kind: 'content', family: 'etalab', version: '1.0',
    mustFr: ['Citer la source et la date de sa dernière mise à jour'], mustEn: ['Credit the source and the date of its last update'] }),
  free({ id: 'LicenseRef-etalab', uri: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/', nameFr: 'Licence Ouverte (version à préciser)', nameEn: 'Open Licence (version not stated)', shortName: 'Licence Ouverte', kind: 'content', family: 'etalab', versionKnown: false,
    mustFr: ['Citer la source et la date de sa dernière mise à jour'], mustEn: ['Credit the source and the date of its last update'] }),
  ...['1.1', '1.2', '1.3'].flatMap(version => [undefined, true, false].flatMap(invariants => [GFDL(version, false, invariants), GFDL(version, true, invariants)])),
  { ...GFDL('1.3', false), id: 'LicenseRef-GFDL', uri: 'https://www.gnu.org/licenses/fdl.html', nameFr: 'Licence de documentation libre GNU (version à préciser)', nameEn: 'GNU Free Documentation License (version not stated)', shortName: 'GFDL', version: undefined, versionKnown: false },
  copyleft({ id: 'ODbL-1.0', uri: 'https://opendatacommons.org/licenses/odbl/1-0/', nameFr: 'Licence de base de données ouverte 1.0', nameEn: 'Open Database License 1.0', shortName: 'ODbL 1.0', kind: 'data', family: 'ODbL', version: '1.0' }),
  free({ id: 'ODC-By-1.0', uri: 'https://opendatacommons.org/licenses/by/1-0/', nameFr: 'Open Data Commons Attribution 1.0', nameEn: 'Open Data Commons Attribution 1.0', shortName: 'ODC-By 1.0', kind: 'data', family: 'ODC-By', version: '1.0' }),
  free({ id: 'MIT', uri: 'https://opensource.org/license/mit', nameFr: 'Licence MIT', nameEn: 'MIT License', shortName: 'MIT', kind: 'software', family: 'MIT' }),
  free({ id: 'Apache-2.0', uri: 'https://www.apache.org/licenses/LICENSE-2.0', nameFr: 'Licence Apache 2.0', nameEn: 'Apache License 2.0', shortName: 'Apache 2.0', kind: 'software', family: 'Apache', version: '2.0' }),
  ...(['GPL', 'AGPL', 'LGPL'] as const).flatMap(family => [GNU(family, '3.0', false), GNU(family, '3.0', true)]),
  GNU('GPL', '2.0', false), GNU('GPL', '2.0', true), GNU('LGPL', '2.1', false), GNU('LGPL', '2.1', true),
  ...['1.0', '2.0', '3.0'].map(OGL),
  free({ id: 'PDDL-1.0', uri: 'https://opendatacommons.org/licenses/pddl/1-0/', nameFr: 'Open Data Commons, domaine public 1.0', nameEn: 'Open Data Commons Public Domain Dedication 1.0', shortName: 'PDDL 1.0', kind: 'public-domain', family: 'PDDL', version: '1.0', by: false, mustFr: ['Rien n’est exigé'], mustEn: ['Nothing is required'] }),
  code('Unlicense', 'The Unlicense', 'https://unlicense.org/', { family: 'Unlicense', kind: 'public-domain', by: false, mustFr: ['Rien n’est exigé'], mustEn: ['Nothing is required'] }),
  code('BSD-2-Clause', 'BSD 2-Clause License', 'https://opensource.org/license/bsd-2-clause', { family: 'BSD' }),
  code('BSD-3-Clause', 'BSD 3-Clause License', 'https://opensource.org/license/bsd-3-clause', { family: 'BSD' }),
  code('ISC', 'ISC License', 'https://opensource.org/license/isc-license-txt', { family: 'ISC' }),
  code('MPL-2.0', 'Mozilla Public License 2.0', 'https://www.mozilla.org/MPL/2.0/', { family: 'MPL', version: '2.0', sa: true }),
  code('EUPL-1.2', 'European Union Public Licence 1.2', 'https://joinup.ec.europa.eu/collection/eupl', { family: 'EUPL', version: '1.2', sa: true, nameFr: 'Licence publique de l’Union européenne 1.2' }),
  code('CECILL-2.1', 'CeCILL 2.1', 'https://cecill.info/licences/Licence_CeCILL_V2.1-fr.html', { family: 'CECILL', version: '2.1', sa: true }),
  { id: 'LicenseRef-ARR', uri: 'https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006278911', nameFr: 'Tous droits réservés', nameEn: 'All rights reserved', shortName: 'Tous droits réservés',
    by: true, sa: false, nc: true, nd: true, known: true, versionKnown: true, kind: 'reserved', family: 'ARR',
    mayFr: ['La lire et y renvoyer par un lien'], mayEn: ['Read it and link to it'], mustFr: ['Demander l’autorisation pour tout autre usage'], mustEn: ['Ask permission for any other use'] },
]

/** Names and addresses people write, folded (lower case, no accents, single spaces), with the id they mean. */
export const OTHER_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:cc[ -]?0|cc[ -]zero|creative commons (?:zero|0)|zero)(?: (?:v ?)?1(?:\.0)?)?(?: (?:universal|universel))?(?: public domain dedication)?$/, 'CC0-1.0'],
  [/^(?:cc[ -]?)?(?:pdm|public domain mark)(?: 1(?:\.0)?)?$|^marque du domaine public(?: 1(?:\.0)?)?$/, 'CC-PDM-1.0'],
  [/^(?:lal|fal|art libre|free art|licence art libre|free art license)[ /]*(?:\(?(?:lal|fal)\)?)? ?(?:v ?)?1\.3$/, 'LAL-1.3'],
  [/^(?:lal|fal|art libre|free art|licence art libre|free art license) ?(?:v ?)?1\.2$/, 'LAL-1.2'],
  [/^(?:lal|fal|art libre|free art|licence art libre|free art license)(?: \((?:lal|fal)\))?$/, 'LicenseRef-LAL'],
  [/^(?:etalab|lo|licence ouverte|open licen[cs]e|licence ouverte ?[/-]? ?open licen[cs]e)(?: ?[/(-]? ?etalab\)?)? ?(?:v|version)? ?2(?:\.0)?(?: ?[/(-]? ?(?:d'?)?etalab\)?)?$/, 'etalab-2.0'],
  [/^(?:etalab|lo|licence ouverte|open licen[cs]e|licence ouverte ?[/-]? ?open licen[cs]e)(?: ?[/(-]? ?etalab\)?)? ?(?:v|version)? ?1(?:\.0)?(?: ?[/(-]? ?(?:d'?)?etalab\)?)?$/, 'LicenseRef-etalab-1.0'],
  [/^(?:etalab|licence ouverte|licence etalab|licence ouverte ?[/-]? ?open licen[cs]e)(?: ?[/(-]? ?(?:d'?)?etalab\)?)?$/, 'LicenseRef-etalab'],
  [/^(?:gfdl|gnu fdl|fdl|gnu free documentation license|licence de documentation libre gnu)(?: |,|-)*(?:v|version)? ?1\.3(?: only)?$/, 'GFDL-1.3-only'],
  [/^(?:gfdl|gnu fdl|fdl|gnu free documentation license|licence de documentation libre gnu)(?: |,|-)*(?:v|version)? ?1\.3 ?(?:\+|or later|ou ulterieure|or any later version)$/, 'GFDL-1.3-or-later'],
  [/^(?:gfdl|gnu fdl|fdl|gnu free documentation license|licence de documentation libre gnu)(?: |,|-)*(?:v|version)? ?1\.2(?: only)?$/, 'GFDL-1.2-only'],
  [/^(?:gfdl|gnu fdl|fdl|gnu free documentation license|licence de documentation libre gnu)(?: |,|-)*(?:v|version)? ?1\.2 ?(?:\+|or later|ou ulterieure)$/, 'GFDL-1.2-or-later'],
  [/^(?:gfdl|gnu fdl|fdl|gnu free documentation license|licence de documentation libre gnu)$/, 'LicenseRef-GFDL'],
  [/^(?:odbl|open database license)(?: ?(?:v|version)? ?1(?:\.0)?)?$/, 'ODbL-1.0'],
  [/^(?:odc-by|open data commons attribution)(?: 1\.0)?$/, 'ODC-By-1.0'],
  [/^(?:the )?(?:mit|expat)(?: license| licence)?$|^licence mit$/, 'MIT'],
  [/^(?:apache|apache license|licence apache)[ ,]*(?:v|version)? ?2(?:\.0)?$/, 'Apache-2.0'],
  [/^(?:gnu )?(?:gpl|general public license)[ ,-]*(?:v|version)? ?3(?:\.0)?(?: only)?$/, 'GPL-3.0-only'],
  [/^(?:gnu )?(?:gpl|general public license)[ ,-]*(?:v|version)? ?3(?:\.0)? ?(?:\+|or later|ou ulterieure)$/, 'GPL-3.0-or-later'],
  [/^(?:gnu )?(?:gpl|general public license)[ ,-]*(?:v|version)? ?2(?:\.0)?(?: only)?$/, 'GPL-2.0-only'],
  [/^(?:gnu )?(?:gpl|general public license)[ ,-]*(?:v|version)? ?2(?:\.0)? ?(?:\+|or later|ou ulterieure)$/, 'GPL-2.0-or-later'],
  [/^(?:gnu )?(?:agpl|affero general public license)[ ,-]*(?:v|version)? ?3(?:\.0)?(?: only)?$/, 'AGPL-3.0-only'],
  [/^(?:gnu )?(?:agpl|affero general public license)[ ,-]*(?:v|version)? ?3(?:\.0)? ?(?:\+|or later|ou ulterieure)$/, 'AGPL-3.0-or-later'],
  [/^(?:ogl|open government licen[cs]e|ogl[ -]uk)(?: \(united kingdom\))?[ ,]*(?:v|version)? ?3(?:\.0)?$/, 'OGL-UK-3.0'],
  [/^(?:ogl|open government licen[cs]e|ogl[ -]uk)(?: \(united kingdom\))?[ ,]*(?:v|version)? ?2(?:\.0)?$/, 'OGL-UK-2.0'],
  [/^(?:pddl|open data commons public domain dedication)(?: 1(?:\.0)?)?$/, 'PDDL-1.0'],
  [/^(?:the )?unlicense$/, 'Unlicense'],
  [/^(?:bsd[ -]3(?:-clause)?|new bsd|bsd 3-clause) ?(?:license|licence)?$/, 'BSD-3-Clause'],
  [/^(?:bsd[ -]2(?:-clause)?|simplified bsd|bsd 2-clause) ?(?:license|licence)?$/, 'BSD-2-Clause'],
  [/^(?:isc|isc license)$/, 'ISC'],
  [/^(?:mpl|mozilla public license)[ ,-]*(?:v|version)? ?2(?:\.0)?$/, 'MPL-2.0'],
  [/^(?:eupl|european union public licen[cs]e|licence publique de l'union europeenne)[ ,-]*(?:v|version)? ?1\.2$/, 'EUPL-1.2'],
  [/^cecill[ ,-]*(?:v|version)? ?2\.1$/, 'CECILL-2.1'],
  [/^(?:©|copyright)? ?(?:\d{4})? ?[-,.]? ?(?:arr|tous droits reserves|all rights reserved|proprietary|proprietaire|licence proprietaire)$|^(?:copyright|©)$/, 'LicenseRef-ARR'],
]

/** Addresses outside Creative Commons, without scheme and `www.`, folded. */
export const OTHER_ADDRESSES: readonly (readonly [RegExp, string])[] = [
  [/^artlibre\.org\/(?:licence\/lal\/?(?:en\/?|de\/?|pt\/?|it\/?)?|lal(?:\/\w*)?)$/, 'LAL-1.3'],
  [/^artlibre\.org\/licence\/lal\/licence-art-libre-12\/?$/, 'LAL-1.2'],
  [/^(?:etalab\.gouv\.fr|data\.gouv\.fr)\/.*(?:etalab-licence-ouverte-v2|licence-ouverte-v2).*$|^github\.com\/etalab\/licence-ouverte\/blob\/master\/lo\.md$/, 'etalab-2.0'],
  [/^etalab\.gouv\.fr\/.*(?:licence_ouverte\.pdf|etalab-licence-ouverte-v1).*$/, 'LicenseRef-etalab-1.0'],
  [/^(?:etalab\.gouv\.fr|data\.gouv\.fr)\/(?:\w\w\/)?(?:licence-ouverte-open-licence|pages\/legal\/licences\/etalab-2\.0)\/?$/, 'etalab-2.0'],
  [/^gnu\.org\/licenses\/fdl-1\.3(?:\.\w\w)?(?:-standalone)?(?:\.html|\.txt)?$/, 'GFDL-1.3-only'],
  [/^gnu\.org\/(?:licenses|copyleft)\/fdl(?:\.\w\w)?(?:\.html|\.txt)?$/, 'LicenseRef-GFDL'],
  [/^gnu\.org\/licenses\/gpl-3\.0(?:\.\w\w)?(?:-standalone)?(?:\.html|\.txt)?$/, 'GPL-3.0-only'],
  [/^gnu\.org\/licenses\/agpl-3\.0(?:\.\w\w)?(?:\.html|\.txt)?$/, 'AGPL-3.0-only'],
  [/^opendatacommons\.org\/licenses\/odbl(?:\/(?:1-0|1\.0|summary)?\/?)?$/, 'ODbL-1.0'],
  [/^opendatacommons\.org\/licenses\/by(?:\/(?:1-0|1\.0|summary)?\/?)?$/, 'ODC-By-1.0'],
  [/^(?:opensource\.org\/licen[cs]es?\/mit(?:\/|-license(?:\.php)?)?|mit-license\.org\/?|spdx\.org\/licenses\/mit(?:\.html)?)$/, 'MIT'],
  [/^nationalarchives\.gov\.uk\/doc\/open-government-licence\/version\/3\/?$/, 'OGL-UK-3.0'],
  [/^nationalarchives\.gov\.uk\/doc\/open-government-licence\/version\/2\/?$/, 'OGL-UK-2.0'],
  [/^opendatacommons\.org\/licenses\/pddl(?:\/(?:1-0|1\.0|summary)?\/?)?$/, 'PDDL-1.0'],
  [/^unlicense\.org\/?$/, 'Unlicense'],
  [/^mozilla\.org\/(?:\w\w-?\w*\/)?mpl\/2\.0\/?$/, 'MPL-2.0'],
  [/^gnu\.org\/licenses\/(?:old-licenses\/)?gpl-2\.0(?:\.\w\w)?(?:-standalone)?(?:\.html|\.txt)?$/, 'GPL-2.0-only'],
  [/^gnu\.org\/licenses\/lgpl-3\.0(?:\.\w\w)?(?:-standalone)?(?:\.html|\.txt)?$/, 'LGPL-3.0-only'],
  [/^gnu\.org\/licenses\/(?:old-licenses\/)?fdl-1\.2(?:\.\w\w)?(?:-standalone)?(?:\.html|\.txt)?$/, 'GFDL-1.2-only'],
  [/^apache\.org\/licenses\/license-2\.0(?:\.html|\.txt)?$/, 'Apache-2.0'],
]
