import { LitElement, nothing } from 'lit'

/**
 * Around a form of choices (passages to settle, news to take), which works without it: counts what is decided, leads to what is not, hides
 * a text field until it is asked for, and shows the result while one chooses; what is chosen is kept at the same time.
 *
 * Attributes: `data-preview`, where choices become the result (and are kept); `data-next` and `data-end`, what the way onwards says while
 * something is left to decide, and once nothing is.
 */
export class FcSettle extends LitElement {
  #waiting: ReturnType<typeof setTimeout> | undefined
  #inFlight: AbortController | undefined
  #askedAt = 0

  protected override createRenderRoot(): this { return this }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('change', this.#changed)
    this.addEventListener('input', this.#writing)
    this.#show()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#waiting)
    this.#inFlight?.abort()
  }

  readonly #changed = (): void => { this.#show(); this.#askSoon() }

  readonly #writing = (event: Event): void => {
    const field = event.target
    if (!(field instanceof HTMLTextAreaElement)) return
    const own = field.closest('fieldset')?.querySelector<HTMLInputElement>('input[value=texte]')
    if (own && !own.checked) { own.checked = true; this.#show() }
    this.#askSoon()
  }

  readonly #show = (): void => {
    const passages = [...this.querySelectorAll<HTMLFieldSetElement>('fieldset.passage')]
    const chosen = passages.map((passage) => passage.querySelector<HTMLInputElement>('input[type=radio]:checked'))
    passages.forEach((passage, at) => {
      for (const part of passage.querySelectorAll<HTMLElement>(':scope > .write')) part.hidden = chosen[at]?.value !== 'texte'
      const next = [...passages.slice(at + 1), ...passages.slice(0, at)].find((other) => chosen[passages.indexOf(other)] === null)
      const link = passage.querySelector<HTMLAnchorElement>('a[data-onwards]')
      if (link) this.#lead(link, next)
    })
    const first = this.querySelector<HTMLAnchorElement>('a[data-first-undecided]')
    if (first) this.#lead(first, passages[chosen.indexOf(null)])
    const done = chosen.filter((choice) => choice !== null).length
    const progress = this.querySelector('progress')
    if (progress) progress.value = done
    const count = this.querySelector<HTMLElement>('[data-count-shown]')
    const [few = '', many = ''] = (count?.dataset.count ?? '').split('|')
    const said = (done < 2 ? few : many).replace(/^\d+/, String(done))
    if (count && count.textContent !== said) count.textContent = said
  }

  #lead(link: HTMLAnchorElement, to: HTMLElement | undefined): void {
    link.hash = to?.id ?? 'resultat'
    link.textContent = (to ? this.dataset.next : this.dataset.end) ?? ''
  }

  /** At most twice a second, the last state always. */
  #askSoon(): void {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => { void this.#ask() }, Math.max(250, this.#askedAt + 500 - Date.now()))
  }

  async #ask(): Promise<void> {
    const form = this.querySelector('form')
    const pane = this.querySelector('[data-apercu]')
    if (!form || !pane || !this.dataset.preview) return
    this.#askedAt = Date.now()
    this.#inFlight?.abort()
    this.#inFlight = new AbortController()
    try {
      const body = new URLSearchParams([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : [])))
      const answer = await fetch(this.dataset.preview, { method: 'POST', body, signal: this.#inFlight.signal })
      // The server sanitised it, as for every page.
      if (answer.ok) pane.innerHTML = await answer.text()
    } catch { /* The next choice asks again. */ }
  }

  protected override render(): typeof nothing { return nothing }
}

customElements.define('fc-settle', FcSettle)
