import { LitElement, nothing } from 'lit'

/**
 * Around a text whose words say who wrote them (`.w`, `data-o` the way they came, `data-q` their people): shows together all the passages of
 * one person when one is pointed at or focused, and where words come from, beside them, when they are chosen: all that came with them is outlined. Works without script: the
 * number after each passage leads to the same lines, below the text.
 *
 * `data-panel` names what opens, `data-close` the button that closes it.
 */
export class FcWords extends LitElement {
  #panel: HTMLElement | undefined
  #from: HTMLElement | undefined
  #shown = ''

  protected override createRenderRoot(): this { return this }

  override connectedCallback(): void {
    super.connectedCallback()
    this.querySelector('.words-text')?.classList.add('has-script')
    for (const type of ['mouseover', 'focusin'] as const) this.addEventListener(type, this.#pointed)
    for (const type of ['mouseleave', 'focusout'] as const) this.addEventListener(type, this.#left)
    this.addEventListener('click', this.#clicked)
    document.addEventListener('click', this.#elsewhere)
    document.addEventListener('keydown', this.#pressed)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const type of ['mouseover', 'focusin'] as const) this.removeEventListener(type, this.#pointed)
    for (const type of ['mouseleave', 'focusout'] as const) this.removeEventListener(type, this.#left)
    this.removeEventListener('click', this.#clicked)
    document.removeEventListener('click', this.#elsewhere)
    document.removeEventListener('keydown', this.#pressed)
  }

  // What has the focus stays lit while the pointer is on nothing (the page scrolls under it).
  readonly #pointed = (event: Event): void => { this.#light(peopleAt(event.target) || peopleAt(this.#focused())) }
  readonly #left = (event: Event): void => { this.#light(event.type === 'focusout' ? '' : peopleAt(this.#focused())) }
  #focused(): Element | null { return this.contains(document.activeElement) ? document.activeElement : null }

  /** Lights the passages of these people (numbers separated by spaces), and lets go of the others. */
  #light(people: string): void {
    if (people === this.#shown) return
    this.#shown = people
    for (const lit of this.querySelectorAll('.lit')) lit.classList.remove('lit')
    for (const number of people.split(' ').filter((one) => one !== '')) {
      for (const words of this.querySelectorAll(`.w:not(.aside)[data-q~="${number}"]`)) words.classList.add('lit')
    }
  }

  readonly #clicked = (event: MouseEvent): void => {
    const target = event.target as Element | null
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (target?.closest('.words-panel')) return
    const cue = target?.closest<HTMLAnchorElement>('a.qui')
    const words = target?.closest<HTMLElement>('.w')
    const line = this.#lineOf(cue ? cue.hash.slice(1) : words && !words.closest('a') && document.getSelection()?.isCollapsed !== false ? `o${words.dataset.o ?? ''}` : '')
    const at = cue ?? words
    if (!line || !at) { this.#close(); return }
    event.preventDefault()
    this.#open(line, at, cue ?? undefined)
  }

  readonly #elsewhere = (event: MouseEvent): void => { if (this.#panel && !event.composedPath().includes(this)) this.#close() }

  #lineOf(id: string): HTMLElement | undefined { return id === '' ? undefined : this.querySelector<HTMLElement>(`.words-origins li[id="${id}"]`) ?? undefined }

  #open(line: HTMLElement, at: HTMLElement, cue: HTMLElement | undefined): void {
    this.#close()
    const panel = document.createElement('div')
    panel.className = 'words-panel'
    panel.setAttribute('role', 'dialog')
    panel.setAttribute('aria-label', this.dataset.panel ?? '')
    const close = document.createElement('button')
    close.type = 'button'
    close.className = 'btn small close'
    close.textContent = this.dataset.close ?? ''
    close.addEventListener('click', () => { this.#close('back') })
    panel.append(close, ...[...line.cloneNode(true).childNodes])
    // Next in the order of the keyboard: after the words' own block.
    const [box, words] = [this.getBoundingClientRect(), at.getClientRects()[0] ?? at.getBoundingClientRect()]
    ;(at.closest('.words-text') ?? this).append(panel)
    const origin = (panel.offsetParent ?? this).getBoundingClientRect()
    panel.style.setProperty('top', `${words.bottom - origin.top + 8}px`)
    panel.style.setProperty('left', `${Math.max(0, Math.min(words.left - origin.left, box.right - origin.left - panel.offsetWidth))}px`)
    this.#panel = panel
    this.#from = cue
    for (const words of this.querySelectorAll(`.w[data-o="${line.id.slice(1)}"]`)) words.classList.add('chosen')
    if (cue) close.focus()
  }

  #close(focus?: 'back'): void {
    this.#panel?.remove()
    for (const words of this.querySelectorAll('.w.chosen')) words.classList.remove('chosen')
    this.#panel = undefined
    if (focus === 'back') this.#from?.focus()
    this.#from = undefined
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#panel) { event.preventDefault(); this.#close('back') }
  }

  protected override render(): typeof nothing { return nothing }
}

/** Whose words stand there, or whose name. */
function peopleAt(target: EventTarget | null): string {
  if (!(target instanceof Element)) return ''
  const cue = target.closest('a.qui')
  const named = target.closest<HTMLElement>('[data-q]')
  if (named) return named.dataset.q ?? ''
  const before = cue?.previousElementSibling
  return (before?.closest<HTMLElement>('.w') ?? [...before?.querySelectorAll<HTMLElement>('.w') ?? []].at(-1))?.dataset.q ?? ''
}

customElements.define('fc-words', FcWords)
