import { LitElement, nothing } from 'lit'

/** Around the form of passages to reconcile, which works without it: counts what is decided, and hides the text field until it is asked for. */
export class FcSettle extends LitElement {
  protected override createRenderRoot(): this { return this }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('change', this.#show)
    this.addEventListener('input', this.#writing)
    this.#show()
  }

  readonly #writing = (event: Event): void => {
    const field = event.target
    if (!(field instanceof HTMLTextAreaElement)) return
    const own = field.closest('fieldset')?.querySelector<HTMLInputElement>('input[value=texte]')
    if (own && !own.checked) { own.checked = true; this.#show() }
  }

  readonly #show = (): void => {
    let done = 0
    for (const passage of this.querySelectorAll<HTMLFieldSetElement>('fieldset.passage')) {
      const chosen = passage.querySelector<HTMLInputElement>('input[type=radio]:checked')
      if (chosen) done += 1
      for (const part of passage.querySelectorAll<HTMLElement>('.write, textarea')) part.hidden = chosen?.value !== 'texte'
    }
    const count = this.querySelector('[data-count-shown]')
    const said = (this.dataset.count ?? '').replace(/^\d+/, String(done))
    if (count && count.textContent !== said) count.textContent = said
  }

  protected override render(): typeof nothing { return nothing }
}

customElements.define('fc-settle', FcSettle)
