import { LitElement, nothing } from 'lit'

/**
 * Around the views of a change (with the changes, before and after, source): shows one without leaving the page. Each is a link that
 * works without it; a view that the page does not hold (too heavy) is still followed as a link.
 *
 * The address follows the view, so that it can be sent to somebody; the place one was reading stays in sight.
 */
export class FcDiff extends LitElement {
  protected override createRenderRoot(): this { return this }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('click', this.#clicked)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.removeEventListener('click', this.#clicked)
  }

  readonly #clicked = (event: MouseEvent): void => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[data-view]')
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const views = [...this.querySelectorAll<HTMLElement>(':scope > [data-view]')]
    const wanted = views.find((view) => view.dataset.view === link.dataset.view)
    if (!wanted) return
    event.preventDefault()
    for (const view of views) view.hidden = view !== wanted
    for (const other of this.querySelectorAll('nav a')) other.removeAttribute('aria-current')
    link.setAttribute('aria-current', 'true')
    history.replaceState(history.state, '', link.href)
  }

  protected override render(): typeof nothing { return nothing }
}

customElements.define('fc-diff', FcDiff)
