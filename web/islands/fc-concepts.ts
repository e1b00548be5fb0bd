import { html, LitElement, type TemplateResult } from 'lit'

/** `Décision` and `decision` are found by the same letters. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae')

/**
 * Around the boxes of a vocabulary, which work without it: a search that keeps the terms that match, the chosen ones on top as
 * chips that take them away, and one stop of the Tab key for the whole list (arrows go through it).
 *
 * Attributes: `data-search`, `data-hint`, `data-chosen`, `data-remove`, `data-none`, `data-one`, `data-many` (with 99), `data-added` and
 * `data-removed` (with `{terme}`) are what it says; a label's `data-also` holds other names of its term and its notation.
 */
export class FcConcepts extends LitElement {
  static override properties = { sought: { state: true }, said: { state: true }, shown: { state: true } }
  declare sought: string
  declare said: string
  declare shown: number
  #boxes: HTMLInputElement[] = []
  #current: HTMLInputElement | undefined

  constructor() { super(); this.sought = ''; this.said = ''; this.shown = 0 }

  protected override createRenderRoot(): HTMLElement {
    const holder = document.createElement('div')
    this.prepend(holder)
    return holder
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#boxes = [...this.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
    this.querySelector('.ticklist')?.classList.add('pick-list')
    this.addEventListener('change', this.#changed)
    this.addEventListener('keydown', this.#pressed)
    this.addEventListener('focusin', this.#entered)
    this.#filter('')
  }

  readonly #changed = (event: Event): void => {
    const box = event.target as HTMLInputElement
    if (this.#boxes.includes(box)) this.#say(box)
  }

  readonly #entered = (event: FocusEvent): void => { if (this.#boxes.includes(event.target as HTMLInputElement)) this.#stopAt(event.target as HTMLInputElement) }

  readonly #pressed = (event: KeyboardEvent): void => {
    const seen = this.#seen()
    const at = seen.indexOf(event.target as HTMLInputElement)
    if (at === -1) return
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: seen.length - 1 }[event.key]
    if (event.key === 'Escape' || to === -1) { event.preventDefault(); this.#input?.focus() }
    else if (to !== undefined) { event.preventDefault(); seen[Math.min(to, seen.length - 1)]?.focus() }
  }

  get #input(): HTMLInputElement | null { return this.querySelector('.pick-search') }
  #seen(): HTMLInputElement[] { return this.#boxes.filter((box) => box.closest('label')?.hidden !== true) }
  #termOf(box: HTMLInputElement): string { return box.closest('label')?.querySelector('.term > span')?.textContent ?? '' }

  /** Only one box is a stop of the Tab key: the list is crossed in one press. */
  #stopAt(box: HTMLInputElement | undefined): void {
    this.#current = box
    for (const one of this.#boxes) one.tabIndex = one === box ? 0 : -1
  }

  #filter(sought: string): void {
    const words = plain(sought).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
    for (const box of this.#boxes) {
      const label = box.closest('label')
      if (!label) continue
      const said = plain(`${label.textContent} ${label.dataset.also ?? ''}`)
      label.hidden = !words.every((word) => said.includes(word))
    }
    const seen = this.#seen()
    this.sought = sought
    this.shown = seen.length
    this.#stopAt(seen.includes(this.#current as HTMLInputElement) ? this.#current : seen[0])
  }

  #say(box: HTMLInputElement): void {
    this.said = ((box.checked ? this.dataset.added : this.dataset.removed) ?? '').replace('{terme}', () => this.#termOf(box))
    this.requestUpdate()
  }

  #toggle(box: HTMLInputElement): void {
    box.checked = !box.checked
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.dispatchEvent(new Event('change', { bubbles: true }))
  }

  readonly #typed = (event: Event): void => {
    event.stopPropagation()
    this.#filter((event.target as HTMLInputElement).value)
    this.said = (this.shown === 0 ? this.dataset.none : this.shown === 1 ? this.dataset.one : this.dataset.many?.replace('99', String(this.shown))) ?? ''
  }

  readonly #sought = (event: KeyboardEvent): void => {
    const [first] = this.#seen()
    if (event.key === 'Enter') {
      event.preventDefault()
      if (this.sought.trim() === '' || !first) return
      if (!first.checked) this.#toggle(first)
      this.#filter('')
    } else if (event.key === 'ArrowDown') { event.preventDefault(); first?.focus() }
    else if (event.key === 'Escape' && this.sought !== '') { event.preventDefault(); this.#filter('') }
  }

  #removed(box: HTMLInputElement): void {
    this.#toggle(box)
    this.#input?.focus()
  }

  protected override render(): TemplateResult {
    const chosen = this.#boxes.filter((box) => box.checked)
    const { id = '', search = '', hint = '', remove = '' } = this.dataset
    return html`${chosen.length === 0 ? '' : html`<ul class="pick-chosen" aria-label=${this.dataset.chosen ?? ''}>${chosen.map((box) => html`<li><button type="button" class="chip" aria-label="${remove} ${this.#termOf(box)}" @click=${() => { this.#removed(box) }}>${this.#termOf(box)} <span aria-hidden="true">×</span></button></li>`)}</ul>`}
<label class="vh" for="${id}-recherche">${search}</label><input type="search" class="pick-search" id="${id}-recherche" autocomplete="off" placeholder=${search} aria-describedby="${id}-flèches" .value=${this.sought} @input=${this.#typed} @keydown=${this.#sought}>
<p class="hint" id="${id}-flèches">${hint}</p><p class="vh" role="status">${this.said}</p>`
  }
}

customElements.define('fc-concepts', FcConcepts)
