import { LitElement, nothing } from 'lit'

/**
 * Around « Comment ça marche », a list of steps in a fold that works without it: the first time, one step after the other. Closing it is
 * remembered by the form's own button, sent without leaving the page.
 *
 * Attributes: `data-next`, the button that goes on; `data-steps`, what each step is called, between bars.
 */
export class FcTour extends LitElement {
  #at = 0

  protected override createRenderRoot(): this { return this }

  override connectedCallback(): void {
    super.connectedCallback()
    const end = this.querySelector<HTMLButtonElement>('button[value=compris]')
    if (!this.querySelector('details[data-first]') || !end) return
    this.classList.add('is-guided')
    const next = document.createElement('button')
    next.type = 'button'
    next.className = 'btn small'
    next.textContent = this.dataset.next ?? ''
    next.addEventListener('click', () => { this.#at += 1; this.#show(); (this.#at === this.#steps.length - 1 ? end : next).focus() })
    end.before(next)
    end.addEventListener('click', this.#closed)
    this.#show()
  }

  get #steps(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>('.how-steps > li')] }

  #show(): void {
    const names = (this.dataset.steps ?? '').split('|')
    this.#steps.forEach((step, at) => {
      step.hidden = at !== this.#at
      step.dataset.step = names[at] ?? ''
    })
    const [next, end] = this.querySelectorAll<HTMLButtonElement>('.how-end button')
    const isLast = this.#at >= this.#steps.length - 1
    if (next) next.hidden = isLast
    if (end) end.hidden = !isLast
  }

  readonly #closed = (event: Event): void => {
    const button = event.target as HTMLButtonElement
    if (!button.form) return
    event.preventDefault()
    const body = new URLSearchParams([...new FormData(button.form, button)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : [])))
    void fetch(button.form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined)
    const fold = this.querySelector('details')
    if (fold) { fold.open = false; delete fold.dataset.first }
    button.closest('p')?.remove()
    this.classList.remove('is-guided')
    for (const step of this.#steps) { step.hidden = false; delete step.dataset.step }
    this.querySelector('summary')?.focus()
  }

  protected override render(): typeof nothing { return nothing }
}

customElements.define('fc-tour', FcTour)
