import { LitElement, nothing } from 'lit'

/**
 * Around a proposition's page, whose forms work without it: answers are kept without leaving the page, the next change is brought in sight,
 * J, K, A, R and C do what the buttons do (unless switched off, or while one writes), what is typed at the end is kept, and what
 * others do meanwhile is told.
 *
 * Attributes: `data-live-at`, the stream of news (none: not followed); `data-saved`, `data-failed`, `data-moved`, `data-changed`,
 * `data-published`, what it says.
 */
export class FcReview extends LitElement {
  #source: EventSource | undefined
  #saving: ReturnType<typeof setTimeout> | undefined

  protected override createRenderRoot(): this { return this }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('submit', this.#submitted)
    this.addEventListener('input', this.#typed)
    this.addEventListener('change', this.#objecting)
    addEventListener('keydown', this.#pressed)
    this.#objecting()
    this.#offerKeys()
    // On a phone the list of changes would stand before what it lists.
    if (matchMedia('(max-width: 63.99rem)').matches) this.querySelector('.change-list > details')?.removeAttribute('open')
    if (this.dataset.liveAt) this.#follow(this.dataset.liveAt)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.#pressed)
    this.#source?.close()
  }

  get #changes(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>('.review-change')] }

  readonly #submitted = (event: SubmitEvent): void => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.answer === undefined) return
    event.preventDefault()
    void this.#answer(form, event.submitter as HTMLButtonElement | null)
  }

  async #answer(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
    const section = form.closest<HTMLElement>('.review-change')
    if (!section) return
    const decision = button?.value ?? ''
    const body = new URLSearchParams([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : [])))
    body.set('decision', decision)
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
      const said = await answer.json() as { refused?: string }
      if (!answer.ok) { this.#say(said.refused ?? this.dataset.failed ?? ''); return }
    } catch { this.#say(this.dataset.failed ?? ''); return }
    this.#show(section, form, decision)
    if (decision === '') return
    const changes = this.#changes
    const at = changes.indexOf(section)
    const next = [...changes.slice(at + 1), ...changes.slice(0, at)].find((one) => one.dataset.state === 'todo')
    this.#goTo(next ?? this.querySelector<HTMLElement>('#terminer'))
  }

  /** What the page says of a change once it is answered: its state, its buttons, the list and the progress. */
  #show(section: HTMLElement, form: HTMLFormElement, decision: string): void {
    const isYes = decision === 'accepted' || decision === 'favorable'
    section.dataset.state = decision === '' ? 'todo' : decision
    const yes = form.querySelector<HTMLButtonElement>('[data-key=A]')
    yes?.setAttribute('aria-pressed', String(isYes))
    const why = form.querySelector('details')
    const summary = why?.querySelector('summary')
    if (decision !== '' && !isYes) summary?.setAttribute('aria-current', 'true')
    else { summary?.removeAttribute('aria-current'); why?.removeAttribute('open') }
    const back = form.querySelector<HTMLElement>('.take-back')
    if (back) back.hidden = decision === ''
    const label = this.getAttribute(`data-state-${decision === '' ? 'todo' : decision}`) ?? ''
    const shown = section.querySelector('[data-state-shown]')
    if (shown) shown.textContent = label
    const changes = this.#changes
    const place = changes.indexOf(section)
    const line = this.querySelectorAll<HTMLElement>('.change-list li')[place]
    if (line) {
      line.dataset.state = section.dataset.state
      const told = line.querySelector('[data-state-shown]')
      if (told) told.textContent = label
    }
    const states = changes.map((one) => one.dataset.state ?? 'todo')
    const left = states.filter((state) => state === 'todo').length
    const bar = this.querySelector('progress')
    if (bar) bar.value = changes.length - left
    this.#fill('[data-progress-text]', this.dataset.progress, [changes.length - left, changes.length])
    const count = (...of: string[]) => states.filter((state) => of.includes(state)).length
    this.#fill('[data-end-summary]', this.dataset.summary, [count('accepted', 'favorable'), count('not_kept', 'reserved'), left])
    this.#say(`${section.querySelector('.place')?.textContent ?? ''} : ${label}`)
  }

  /** Puts numbers in the blanks `{0}`, `{1}`… of a sentence. */
  #fill(where: string, sentence: string | undefined, numbers: readonly number[]): void {
    if (sentence === undefined) return
    for (const place of this.querySelectorAll(where)) place.textContent = sentence.replace(/\{(\d)\}/g, (_all, index: string) => String(numbers[Number(index)] ?? ''))
  }

  readonly #typed = (event: Event): void => {
    const form = (event.target as HTMLElement).closest<HTMLFormElement>('form[data-ending]')
    if (!form) return
    clearTimeout(this.#saving)
    this.#saving = setTimeout(() => { void this.#keep(form) }, 1200)
  }

  async #keep(form: HTMLFormElement): Promise<void> {
    const body = new URLSearchParams([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : [])))
    const answer = await fetch(form.action.replace(/\/terminer$/, '/brouillon'), { method: 'POST', body, headers: { accept: 'application/json' } }).catch(() => undefined)
    const said = form.querySelector('[data-said]')
    if (said) said.textContent = answer?.ok ? this.dataset.saved ?? '' : this.dataset.failed ?? ''
  }

  /** What would lift an objection is asked only when objecting. */
  readonly #objecting = (): void => {
    const form = this.querySelector<HTMLFormElement>('.verdict-form')
    if (!form) return
    const isObjection = form.querySelector<HTMLInputElement>('input[name=verdict]:checked')?.value === 'objection'
    const lift = form.querySelector<HTMLElement>('[data-objection]')
    if (lift) lift.hidden = !isObjection
    const label = form.querySelector<HTMLElement>('[data-label-message]')
    if (!label) return
    label.dataset.usual ??= label.textContent ?? ''
    label.textContent = (isObjection ? form.querySelector<HTMLElement>('#avis-texte')?.dataset.labelRisk : label.dataset.usual) ?? ''
  }

  /** The switch of WCAG 2.1.4, remembered by this browser. */
  #offerKeys(): void {
    const offer = this.querySelector<HTMLElement>('[data-keys]')
    const box = offer?.querySelector('input')
    if (!offer || !box) return
    offer.hidden = false
    box.checked = localStorage.getItem('relecture-clavier') !== 'non'
    box.addEventListener('change', () => { localStorage.setItem('relecture-clavier', box.checked ? 'oui' : 'non') })
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || localStorage.getItem('relecture-clavier') === 'non') return
    if ((event.target as HTMLElement).closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]')) return
    const key = event.key.toUpperCase()
    const changes = this.#changes
    const at = changes.findIndex((one) => one.contains(document.activeElement))
    if (key === 'J' || key === 'K') {
      event.preventDefault()
      this.#goTo(changes[key === 'J' ? Math.min(changes.length - 1, at + 1) : Math.max(0, at < 0 ? 0 : at - 1)] ?? null)
      return
    }
    const target = changes[at]?.querySelector<HTMLElement>(`[data-key="${key}"]`)
    if (!target || !['A', 'R', 'C'].includes(key)) return
    event.preventDefault()
    if (target.tagName === 'BUTTON') { target.click(); return }
    const fold = target.closest('details')
    if (fold) { fold.open = true; fold.querySelector('textarea')?.focus() }
  }

  #goTo(element: HTMLElement | null | undefined): void {
    if (!element) return
    if (!element.hasAttribute('tabindex')) element.tabIndex = -1
    element.focus({ preventScroll: true })
    element.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
  }

  #follow(address: string): void {
    this.#source = new EventSource(address)
    this.#source.onmessage = (event: MessageEvent<string>) => {
      const now = JSON.parse(event.data) as { tip: string; iteration: number; published: string }
      // Compared with the page: what happened before the first news counts too.
      if (String(now.iteration) !== this.dataset.iteration) this.#tell(this.dataset.moved)
      else if (now.tip !== this.dataset.tip) this.#tell(this.dataset.changed)
      else if (now.published !== this.dataset.publishedTip) this.#tell(this.dataset.published)
    }
  }

  #tell(sentence: string | undefined): void {
    const live = document.querySelector<HTMLElement>('[data-live]')
    const said = live?.querySelector('[data-live-said]')
    if (!live || !said || sentence === undefined) return
    live.hidden = false
    said.textContent = sentence
  }

  #say(sentence: string): void {
    const status = this.querySelector('[data-announce]')
    if (status) status.textContent = sentence
  }

  protected override render(): typeof nothing { return nothing }
}

customElements.define('fc-review', FcReview)
