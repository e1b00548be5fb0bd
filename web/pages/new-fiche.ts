import type { Problem } from '../../content-schema/check.js'
import { isWordsType, type Concept } from '../../content-schema/fields.js'
import type { FieldGroup } from '../../content-schema/field-definition.js'
import { fieldKeyAt, type FormField } from '../../content-schema/form-values.js'
import type { Incoming } from '../../forge/domain/incoming.js'
import type { Owner } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { placeField } from './adapt.js'
import { layout } from './layout.js'
import { corrections, correctionsSummary, type Unread } from './parts/corrections.js'
import { ficheField, fieldGroup, fieldIslands, type FormOptions } from './parts/fiche-form.js'
import { ingredientList } from './parts/licences/ingredients.js'
import { neighbourList, type ShownNeighbour } from './parts/neighbours.js'
import { pictureCorrections, pictureGroup, pictureVerdict, type PictureForm } from './parts/picture-fields.js'
import { toSee } from './parts/to-see.js'
import { writing, writingIslands } from './parts/writing.js'
import type { Ui } from './ui.js'

/** A new fiche: its type first, then six fields and a text. */
export interface NewFicheData {
  readonly places: readonly Owner[]
  readonly owner: string
  /** The empty resource it is the first version of, as `owner/slug`. */
  readonly into: string | undefined
  /** Types offered first; those any community uses when empty. */
  readonly types: readonly string[]
  readonly licences: NonNullable<FormOptions['licences']>
  /** Undefined until a type is chosen. */
  readonly form: { readonly type: string; readonly fields: readonly FormField[]; readonly body: string } | undefined
  readonly problems: readonly Problem[]
  readonly unread: readonly Unread[]
  readonly error: string | undefined
  /** What a licence keeps out of it, and the passages whose grant was ticked. */
  readonly stopped?: { readonly incoming: Incoming; readonly granting: readonly string[] } | undefined
  /** Neighbours to look at before publishing. */
  readonly neighbours: readonly ShownNeighbour[]
  /** Ids of those already shown. */
  readonly seen: readonly string[]
  /** What to look at before publishing, and what was already shown, as `problemSeen` names it. */
  readonly toSee: readonly Problem[]
  readonly seenProblems: readonly string[]
  /** Why the form is shown again: another place or another type was chosen. */
  readonly moved: string | undefined
  /** What was typed in fields that this form does not have: it comes back with them. */
  readonly aside: readonly (readonly [name: string, value: string])[]
  /** A picture that would go with it; none for words. */
  readonly picture: PictureForm | undefined
}

export function newFichePage(ui: Ui, data: NewFicheData): string {
  const { proposing: m } = ui.m
  const main = data.form === undefined ? typeCards(ui, data) : ficheForm(ui, data, data.form)
  return layout(ui, { title: m.newTitle, main, unlisted: true, ...(data.form && { islands: [...writingIslands, 'fc-neighbours', ...fieldIslands] }) })
}

/** Types of fiches, or of words: those offered first, and the others. */
function typesOf(ui: Ui, data: NewFicheData, ofWords: boolean): { readonly offered: readonly Concept[]; readonly others: readonly Concept[] } {
  const first = data.types.length > 0 ? data.types : ui.lexicon.profiles.flatMap((profile) => profile.types)
  const all = ui.lexicon.conceptsOf('type-ressource').filter((c) => c.replacedBy === undefined && isWordsType(c.notation) === ofWords)
  return { offered: all.filter((c) => first.includes(c.notation)), others: all.filter((c) => !first.includes(c.notation)) }
}

/** The first step: one card a type, with what it is for. */
function typeCards(ui: Ui, data: NewFicheData): Html {
  const { proposing: m, forms } = ui.m
  const { offered, others } = typesOf(ui, data, false)
  const where = data.into === undefined ? (data.owner === '' ? '' : `&owner=${encodeURIComponent(data.owner)}`) : `&dans=${encodeURIComponent(data.into)}`
  const cards = (concepts: readonly Concept[]): Html => html`<ul class="type-cards">${concepts.map((c) => html`<li><a class="card" href="/nouvelle?type=${c.notation}${where}"><strong>${c[ui.locale]}</strong> <span class="hint">${ui.locale === 'fr' ? c.definitionFr : c.definitionEn}</span></a></li>`)}</ul>`
  return html`<h1>${m.newTitle}</h1><p class="lead">${m.newLead}</p>
${data.error ? html`<div class="problems" role="alert"><p>${data.error}</p></div>` : ''}
<h2>${m.newType}</h2><p>${forms.newTypesLead}</p>${cards(offered)}
${others.length === 0 ? '' : html`<details><summary>${forms.newTypesOthers}</summary>${cards(others)}</details>`}`
}

function ficheForm(ui: Ui, data: NewFicheData, form: NonNullable<NewFicheData['form']>): Html {
  const { proposing: m, forms } = ui.m
  const { sentences, errors, wrongCells } = corrections(ui, form.fields, data.problems, data.unread)
  const options: FormOptions = { errors, wrongCells, licences: data.licences, opened: data.toSee.map((problem) => fieldKeyAt(form.fields, problem.field) ?? '') }
  // What stops publishing, what the community asks for, and what makes a list or a profile: before the text.
  const isFirst = ({ field }: FormField): boolean => field.required || field.requested === true || (isWordsType(form.type) && field.types?.includes(form.type) === true)
  // There is no file to choose among yet: the picture is sent below.
  const fields = form.fields.filter(({ field }) => field.key !== 'type' && !(field.kind === 'image' && data.picture))
  const rest = fields.filter((f) => !isFirst(f))
  const inGroup = (group: FieldGroup): readonly FormField[] => rest.filter(({ field }) => field.group === group)
  const seen = [...new Set([...data.seen, ...data.neighbours.map(({ resource }) => resource.id)])].join(' ')
  const isStopped = data.toSee.length > 0 || data.neighbours.length > 0
  const neighbours = html`<fc-neighbours data-from="/nouvelle/voisines" data-form="ecrire"><div data-list${data.neighbours.length > 0 ? html` role="region" aria-label="${forms.neighbours}" tabindex="-1"${data.toSee.length === 0 && html` autofocus`}` : ''}>${neighbourList(ui, data.neighbours)}</div></fc-neighbours>`
  const where = data.into === undefined ? placeField(ui, data.places, data.owner, m.newWhere) : hidden('dans', data.into)
  return html`<h1>${m.newTitle}</h1>
${data.moved === undefined ? '' : html`<div class="banner" role="status" tabindex="-1" autofocus><p>${data.moved}${data.aside.length > 0 && html` ${forms.newAside}`}</p></div>`}
${correctionsSummary(ui, [...(data.error ? [{ text: data.error }] : []), ...sentences, ...(data.picture ? pictureCorrections(data.picture) : [])])}
${data.picture ? pictureVerdict(ui, data.picture) : ''}
${data.stopped === undefined ? '' : ingredientList(ui, { incoming: data.stopped.incoming, grant: { kind: 'box', form: 'ecrire', checked: data.stopped.granting } })}
${toSee(ui, { problems: data.toSee, fields: form.fields, linkTo: (field) => `#champ-${field}`, title: forms.toSeeNew, hint: forms.toSeeNewHint, isFocused: true })}
<fc-improve data-preview="/apercu" data-saved="" data-saving="" data-failed="">
<form method="post" action="/nouvelle" id="ecrire" class="improve" enctype="multipart/form-data">${hidden('_csrf', ui.csrf)}${hidden('proches', seen)}${data.seenProblems.map((one) => hidden('vu', one))}
${hidden('fait-pour', data.owner)}${hidden('fait-pour-type', form.type)}${data.aside.map(([name, value]) => hidden(name, value))}
<div class="essential">${typeChoice(ui, data, form.type)}
${fields.filter(isFirst).map((f) => html`${ficheField(ui, f, options)}${f.field.key === 'titre' ? neighbours : ''}`)}
${where}</div>
${writing(ui, { text: form.body, rows: 12, preview: undefined })}
${data.picture ? pictureGroup(ui, data.picture) : ''}
${rest.length === 0 ? '' : html`<h2>${m.newMore}</h2>`}
${inGroup('essential').map((f) => ficheField(ui, f, options))}
${(['practical', 'steps', 'filing', 'people', 'own'] as const).map((group) => fieldGroup(ui, m.groups[group], inGroup(group), options))}
<div class="actions send-bar"><span class="with-hint"><button class="btn primary">${!isStopped ? m.newButton : data.neighbours.length > 0 ? m.newSimilarGoOn : forms.newAsItIs}</button><span class="hint">${m.newHint}</span></span></div>
</form></fc-improve>`
}

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

/** The type, and another one for what is already written. The button out of sight is the one the Enter key presses: it publishes. */
function typeChoice(ui: Ui, data: NewFicheData, type: string): Html {
  const { forms } = ui.m
  const { offered, others } = typesOf(ui, data, isWordsType(type))
  const unknown = [...offered, ...others].some((c) => c.notation === type) ? [] : [{ notation: type, fr: type, en: type }]
  return html`<button class="vh" tabindex="-1" aria-hidden="true">${ui.m.proposing.newButton}</button>
<details class="type-choice"><summary>${forms.newChosenType(ui.lexicon.typeLabel(type, ui.locale))} <span class="link">(${forms.newChangeType})</span></summary>
<div class="field"><label for="champ-type">${forms.newOtherType}</label><p class="hint" id="champ-type-aide">${forms.newOtherTypeHint}</p><div class="actions"><select id="champ-type" name="champ.type" aria-describedby="champ-type-aide">${[...unknown, ...offered, ...others].map((c) => html`<option value="${c.notation}"${c.notation === type && html` selected`}>${c[ui.locale]}</option>`)}</select> <button class="btn" name="etape" value="type">${forms.newTypeButton}</button></div></div></details>`
}
