import { identify } from '../../../content-schema/licences/identify.js'
import type { Licence } from '../../../content-schema/licences/licence.js'
import type { Verdict } from '../../../content-schema/licences/verdict.js'
import type { DraftPicture } from '../../../forge/domain/picture.js'
import { SAME_AS_FICHE, UNKNOWN_TO_THEM, type TypedFacts } from '../../../forge/domain/picture-facts.js'
import { placeName, type TextHeading } from '../../../forge/domain/picture-place.js'
import { html, type Html } from '../../html.js'
import { verdictBox } from '../adapt.js'
import type { Ui } from '../ui.js'
import type { Correction } from './corrections.js'
import { licenceSentence, offeredLicences } from './fields/licence-chooser.js'

/** What somebody typed about a picture; it comes back with the form. */
export interface PictureTyped {
  /** The id of the picture sent before. */
  readonly kept: string | undefined
  readonly facts: TypedFacts
  readonly place: string
  /** Codes of the verdicts that were shown. */
  readonly understood: readonly string[]
}

/** Why the form comes back: sentences by field (`file`, `alt`, `author`, `licence`, `source`, `place`), or what the licences say. */
export interface PictureRefused { readonly sentences?: ReadonlyMap<string, string>; readonly verdict?: Verdict }

export interface PictureForm {
  readonly typed: PictureTyped
  readonly refused: PictureRefused
  /** The picture sent before, where its sender's browser finds it. */
  readonly picture: (DraftPicture & { readonly address: string }) | undefined
  /** The name under which the person is credited here. */
  readonly me: string
  readonly ficheLicence: Licence | undefined
  /** The fiche's licence may still change in the same form. */
  readonly isLicenceOpen?: true
  readonly recommended: string
  /** `usual`: the place chosen first; the end of the text when absent. */
  readonly places: { readonly headings: readonly TextHeading[]; readonly mayBeCover: boolean; readonly hasCover: boolean; readonly usual?: 'cover' }
}

const ids: Readonly<Record<string, string>> = { file: 'image', alt: 'image-description', author: 'image-auteur', licence: 'image-licence', source: 'image-source', place: 'image-place' }

/** What is missing, each sentence leading to its field. */
export const pictureCorrections = ({ refused: { sentences } }: PictureForm): readonly Correction[] => [...(sentences ?? new Map<string, string>())].map(([field, text]) => ({ field: ids[field] ?? field, text }))

/** What the licences say of the picture, on top of the form. */
export function pictureVerdict(ui: Ui, { refused: { verdict }, typed: { facts }, ficheLicence }: PictureForm): Html | '' {
  if (verdict === undefined) return ''
  const { pictures: m } = ui.m
  const named = facts.otherLicence.trim() || (facts.licence === UNKNOWN_TO_THEM ? ui.m.common.licenceToClarify : facts.licence === SAME_AS_FICHE ? ficheLicence?.shortName ?? '' : facts.licence)
  return html`<div role="alert" tabindex="-1" autofocus>${verdictBox(ui, verdict, [{ what: m.thisPicture, licence: identify(named)?.shortName ?? named }, ...(ficheLicence ? [{ what: m.thisFiche, licence: ficheLicence.shortName }] : [])])}</div>`
}

/** All of it folded, for a form that may go without a picture; open once something is said of one. */
export function pictureGroup(ui: Ui, form: PictureForm): Html {
  const { pictures: m, proposing } = ui.m
  const isOpen = form.picture !== undefined || form.refused.sentences !== undefined || form.refused.verdict !== undefined
  return html`<details class="field-group add-picture"${isOpen && html` open`}><summary>${m.button} <span class="required">(${proposing.optional})</span></summary><div class="inside">${pictureFileFields(ui, form)}${pictureFactFields(ui, form)}${picturePlaceField(ui, form)}</div></details>`
}

/** How a field is said to be missing: the sentence, and what ties it to its input. */
function asks(ui: Ui, { refused: { sentences } }: PictureForm) {
  const erring = (field: string): string => (sentences?.has(field) ? ` ${ids[field]}-erreur` : '')
  return {
    required: html` <span class="required">(${ui.m.proposing.required})</span>`,
    isWrong: (field: string): boolean => sentences?.has(field) ?? false,
    error: (field: string): Html | '' => { const said = sentences?.get(field); return said === undefined ? '' : html`<p class="error" id="${ids[field]}-erreur">${said}</p>` },
    group: (field: string, hint: 'hint' | 'no hint'): Html | '' => { const by = `${hint === 'hint' ? `${ids[field]}-aide` : ''}${erring(field)}`.trim(); return by === '' ? '' : html` aria-describedby="${by}"` },
    input: (field: string): Html => html` aria-describedby="${ids[field]}-aide${erring(field)}"${sentences?.has(field) ? html` aria-invalid="true"` : ''}`,
  }
}

/** The file, and what it shows. */
export function pictureFileFields(ui: Ui, form: PictureForm): Html {
  const { pictures: m } = ui.m
  const { required, error, input } = asks(ui, form)
  const { picture, typed: { facts } } = form
  return html`${picture ? html`<input type="hidden" name="image-gardee" value="${picture.id}">` : ''}
<div class="field"><label for="champ-image">${picture ? m.otherFile : m.file}${picture ? '' : required}</label>${picture ? kept(ui, picture) : ''}<p class="hint" id="image-aide">${m.fileHint}</p>
<input type="file" id="champ-image" name="image" accept="image/jpeg,image/png,image/webp,image/gif,image/avif"${input('file')}>${error('file')}</div>
<div class="field"><label for="champ-image-description">${m.alt}${required}</label><p class="hint" id="image-description-aide">${m.altHint}</p>
<textarea id="champ-image-description" name="image-description" rows="2" maxlength="500"${input('alt')}>
${facts.alt}</textarea>${error('alt')}</div>`
}

/** Who made it, under which licence, where it comes from. */
export function pictureFactFields(ui: Ui, form: PictureForm): Html {
  const { pictures: m } = ui.m
  const { required, isWrong, error, group, input } = asks(ui, form)
  const { facts, understood } = form.typed
  return html`${understood.map((code) => html`<input type="hidden" name="image-compris" value="${code}">`)}
<fieldset class="field" id="champ-image-auteur"${group('author', 'no hint')}><legend>${m.author}${required}</legend>
<label class="check"><input type="radio" name="image-auteur" value="moi"${facts.maker === 'me' && html` checked`}> ${m.me(form.me)}</label>
<label class="check"><input type="radio" name="image-auteur" value="autre"${facts.maker === 'other' && html` checked`}> ${m.other}</label>
<div class="under-choice"><label for="image-nom">${m.otherName}</label><input type="text" id="image-nom" name="image-nom" maxlength="200" value="${facts.author}"${isWrong('author') && html` aria-invalid="true" aria-describedby="image-auteur-erreur"`}>
<label class="check"><input type="checkbox" name="image-modifiee" value="oui" aria-describedby="image-modifiee-aide"${facts.isModified && html` checked`}> ${m.modified}</label><p class="hint" id="image-modifiee-aide">${m.modifiedHint}</p></div>${error('author')}</fieldset>
${licences(ui, form, required, error('licence'), group('licence', 'hint'))}
<div class="field"><label for="champ-image-source">${m.source}</label><p class="hint" id="image-source-aide">${m.sourceHint}</p>
<input type="text" id="champ-image-source" name="image-source" maxlength="500" value="${facts.source}"${input('source')}>${error('source')}</div>`
}

function kept(ui: Ui, picture: NonNullable<PictureForm['picture']>): Html {
  const { pictures: m } = ui.m
  return html`<figure class="kept-picture"><img src="${picture.address}" alt="${m.keptAlt}" width="${picture.width}" height="${picture.height}"><figcaption>${m.kept}${picture.wasMoving ? html` ${m.wasMoving}` : ''}</figcaption></figure>`
}

/** The fiche's own licence first, for a picture one made oneself; nothing is guessed for somebody else's. */
function licences(ui: Ui, { typed: { facts }, ficheLicence, isLicenceOpen, recommended }: PictureForm, required: Html, error: Html | '', described: Html | ''): Html {
  const { pictures: m, forms } = ui.m
  const chosen = facts.licence !== '' || facts.otherLicence !== '' ? facts.licence : ficheLicence && facts.maker === 'me' ? SAME_AS_FICHE : ''
  const one = (value: string, words: Html | string, name: Html | string): Html => html`<label class="check choice"><input type="radio" name="image-licence" value="${value}"${value === chosen && html` checked`}> <span class="term"><span>${words}</span>${name === '' ? '' : html`<span class="hint">${name}</span>`}</span></label>`
  const licence = (id: string): Html => { const known = identify(id); return known ? one(id, licenceSentence(ui, known, 'picture'), html`${known.shortName}${id === recommended && ficheLicence === undefined ? html` <span class="recommended">${forms.licenceRecommended}</span>` : ''}`) : html`` }
  const all = [...new Set([recommended, ...offeredLicences])]
  const [first, others] = [all.slice(0, 3), all.slice(3)]
  const isOpen = others.includes(chosen) || chosen === 'CC-PDM-1.0' || facts.otherLicence !== ''
  return html`<fieldset class="field" id="champ-image-licence"${described}><legend>${m.licence}${required}</legend><p class="hint" id="image-licence-aide">${m.licenceHint}</p>
<div class="choices">${ficheLicence ? one(SAME_AS_FICHE, m.sameAsFiche, isLicenceOpen ? '' : ficheLicence.shortName) : ''}${first.map(licence)}${one(UNKNOWN_TO_THEM, m.licenceUnknown, m.licenceUnknownHint)}</div>
<details class="more-licences"${isOpen && html` open`}><summary>${m.otherLicences}</summary><div class="choices">${others.map(licence)}${one('CC-PDM-1.0', m.publicDomain, m.publicDomainHint)}</div>
<label for="image-autre-licence">${m.anyLicence}</label><p class="hint" id="image-autre-licence-aide">${m.anyLicenceHint}</p><input type="text" id="image-autre-licence" name="image-autre-licence" maxlength="300" value="${facts.otherLicence}" aria-describedby="image-autre-licence-aide"></details>${error}</fieldset>`
}

/** Where it goes in the text. */
export function picturePlaceField(ui: Ui, form: PictureForm): Html {
  const { pictures: m } = ui.m
  const { typed: { place }, places: { headings, mayBeCover, hasCover, usual } } = form
  const { isWrong, error } = asks(ui, form)
  const options = [
    ...(mayBeCover ? [['cover', hasCover ? m.placeCoverInstead : m.placeCover]] : []), ['start', m.placeStart],
    ...headings.map(({ heading, words, level }) => [placeName({ kind: 'under', heading, words }), `${'\u00a0\u00a0'.repeat(Math.max(0, level - 2))}${m.placeUnder(words)}`]), ['end', m.placeEnd],
  ] as const
  const chosen = options.some(([value]) => value === place) ? place : usual ?? 'end'
  return html`<div class="field"><label for="champ-image-place">${m.place}</label><select id="champ-image-place" name="image-place"${isWrong('place') && html` aria-invalid="true" aria-describedby="image-place-erreur"`}>${options.map(([value = '', label]) => html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`)}</select>${error('place')}</div>`
}
