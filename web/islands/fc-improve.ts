import { html, LitElement, nothing, type TemplateResult } from 'lit'

/**
 * Around the form that edits a fiche, which works without it: keeps the draft while one writes, shows the text as it will read,
 * the passage being written in sight, and asks before leaving what is not kept.
 *
 * Attributes: `data-draft` where drafts are put (none: nothing is kept), `data-preview` where text becomes HTML, `data-place` and
 * `data-path` what its links are relative to; `data-saved` (with `{heure}`), `data-saving`, `data-failed` are what it says,
 * `data-signed-out` when nobody is signed in any more: retrying would not help.
 */
export class FcImprove extends LitElement {
  static override properties = { said: { state: true } }
  declare said: string
  #saving: ReturnType<typeof setTimeout> | undefined
  #previewing: ReturnType<typeof setTimeout> | undefined
  #isDirty = false
  #isSubmitting = false
  #inFlight: AbortController | undefined

  constructor() { super(); this.said = '' }

  protected override createRenderRoot(): this { return this }

  get #form(): HTMLFormElement | null { return this.querySelector('form') }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('input', this.#typed)
    this.addEventListener('submit', this.#submitted)
    for (const kind of ['keyup', 'click'] as const) this.querySelector('#corps')?.addEventListener(kind, this.#followed)
    addEventListener('beforeunload', this.#leaving)
    addEventListener('pagehide', this.#hidden)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('beforeunload', this.#leaving)
    removeEventListener('pagehide', this.#hidden)
  }

  readonly #typed = (event: Event): void => {
    this.#isDirty = true
    clearTimeout(this.#saving)
    this.#saving = setTimeout(() => { void this.#save() }, 1500)
    if ((event.target as HTMLElement).id === 'corps') {
      clearTimeout(this.#previewing)
      this.#previewing = setTimeout(() => { void this.#preview() }, 350)
    }
  }

  readonly #submitted = (): void => { this.#isSubmitting = true; clearTimeout(this.#saving) }

  readonly #leaving = (event: BeforeUnloadEvent): void => { if (this.#isDirty && !this.#isSubmitting) event.preventDefault() }

  readonly #hidden = (): void => {
    const form = this.#form
    if (!this.#isDirty || this.#isSubmitting || !form || !this.dataset.draft) return
    void fetch(this.dataset.draft, { method: 'POST', body: this.#posted(form), keepalive: true }).catch(() => undefined)
  }

  #posted(form: HTMLFormElement): URLSearchParams {
    return new URLSearchParams([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : [])))
  }

  async #save(): Promise<void> {
    const form = this.#form
    if (!form || !this.dataset.draft || this.#isSubmitting) return
    this.said = this.dataset.saving ?? ''
    this.#isDirty = false
    try {
      const answer = await fetch(this.dataset.draft, { method: 'POST', body: this.#posted(form), headers: { accept: 'application/json' } })
      if (answer.status === 401 || (answer.status === 403 && ((await answer.json()) as { type?: string }).type === 'urn:communs:request.expired_form')) {
        this.#isDirty = true
        this.said = this.dataset.signedOut ?? ''
        return
      }
      if (!answer.ok) throw new Error(String(answer.status))
      this.said = (this.dataset.saved ?? '').replace('{heure}', new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }))
    } catch {
      this.#isDirty = true
      this.said = this.dataset.failed ?? ''
      this.#saving = setTimeout(() => { void this.#save() }, 10_000)
    }
  }

  async #preview(): Promise<void> {
    const form = this.#form
    const pane = this.querySelector('[data-apercu]')
    const text = form?.querySelector<HTMLTextAreaElement>('#corps')?.value
    const token = form?.querySelector<HTMLInputElement>('input[name=_csrf]')?.value
    if (!pane || text === undefined || !this.dataset.preview) return
    this.#inFlight?.abort()
    this.#inFlight = new AbortController()
    try {
      const body = new URLSearchParams({ _csrf: token ?? '', text, place: this.dataset.place ?? '', path: this.dataset.path ?? '' })
      const answer = await fetch(this.dataset.preview, { method: 'POST', body, signal: this.#inFlight.signal })
      // The server sanitised it, as for every page.
      if (!answer.ok) return
      pane.innerHTML = await answer.text()
      this.#followed()
    } catch { /* The next keystroke asks again. */ }
  }

  /** The preview shows the passage being written: blocks say where they start in the text. */
  readonly #followed = (): void => {
    const pane = this.querySelector('[data-apercu]')
    const area = this.querySelector<HTMLTextAreaElement>('#corps')
    if (!pane || !area || pane.scrollHeight <= pane.clientHeight) return
    const block = [...pane.querySelectorAll<HTMLElement>('[data-p]')].filter((each) => Number(each.dataset.p) <= area.selectionStart).at(-1)
    if (!block) return
    const shown = block.getBoundingClientRect(), window = pane.getBoundingClientRect()
    if (shown.top < window.top || shown.bottom > window.bottom) pane.scrollTop += shown.top - window.top - window.height / 3
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.dataset.draft ? html`<p class="draft-state soft" role="status">${this.said}</p>` : nothing
  }
}

customElements.define('fc-improve', FcImprove)
