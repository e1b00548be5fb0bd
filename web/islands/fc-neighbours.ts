import { LitElement, nothing } from 'lit'

/**
 * Around the place where neighbours of a new fiche are listed: asks the server for them while its title and needs are being
 * written. Without it, they are shown once before publishing.
 *
 * Attributes: `data-from` where to ask (it answers HTML), `data-form` the id of the form. The `[data-list]` inside is replaced; the
 * hidden `proches` remembers those already shown, so that they are not shown twice.
 */
export class FcNeighbours extends LitElement {
  #waiting: ReturnType<typeof setTimeout> | undefined
  #inFlight: AbortController | undefined
  #asked = ''

  protected override createRenderRoot(): this { return this }

  get #form(): HTMLFormElement | null { return document.querySelector(`#${this.dataset.form ?? ''}`) }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#form?.addEventListener('input', this.#typed)
    this.#typed()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#form?.removeEventListener('input', this.#typed)
    clearTimeout(this.#waiting)
  }

  readonly #typed = (): void => {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => { void this.#ask() }, 500)
  }

  async #ask(): Promise<void> {
    const form = this.#form
    const list = this.querySelector('[data-list]')
    if (!form || !list || !this.dataset.from) return
    const typed = new FormData(form)
    const asked = new URLSearchParams([['titre', String(typed.get('champ.titre') ?? '')], ...typed.getAll('champ.besoins').filter((need) => need !== '').map((need): [string, string] => ['besoin', String(need)])])
    if (asked.toString() === this.#asked) return
    this.#asked = asked.toString()
    this.#inFlight?.abort()
    this.#inFlight = new AbortController()
    try {
      const answer = await fetch(`${this.dataset.from}?${asked}`, { signal: this.#inFlight.signal })
      if (!answer.ok) return
      const found = await answer.text()
      // Made by the server, escaped as every page is; the same list is not announced twice.
      if (list.innerHTML !== found) list.innerHTML = found
      const seen = form.querySelector<HTMLInputElement>('input[name=proches]')
      if (seen) seen.value = [...new Set([...seen.value.split(' '), ...[...list.querySelectorAll<HTMLElement>('[data-id]')].map((one) => one.dataset.id ?? '')])].filter((id) => id !== '').join(' ')
    } catch { /* The next keystroke asks again. */ }
  }

  protected override render(): typeof nothing { return nothing }
}

customElements.define('fc-neighbours', FcNeighbours)
